import { ImageUp } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, send, sendFile } from '../../kernel/api.ts'
import { guessTimeZone, isLanguage, languageNames, languages } from '../../kernel/language.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import type { Me } from '../../kernel/session.ts'
import { sessionQuery, useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, SideBySide, useForm } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Departure } from './departure.tsx'
import { MeTabs } from './me-tabs.tsx'
import styles from './me.module.css'
import { words as seenWords } from './seen-words.ts'
import { words } from './words.ts'

const refreshMe = { refresh: [sessionQuery.queryKey] }

/** O3: my profile as others see it, and my language. */
export function ProfilePage() {
  const w = useWords(words).me
  const { inGroups } = useWords(seenWords)
  useTitle(w.title)
  return (
    <Page title={w.title} lead={inGroups} width="reading" toolbar={<MeTabs />}>
      <Picture />
      <ProfileForm />
      <Privacy />
      <Departure />
    </Page>
  )
}

const largestPicture = 5_000_000

function Picture() {
  const w = useWords(words).me
  const { person } = useMe()
  const put = useAct(
    (file: File) => sendFile('put', addressOf('/api/me/picture', {}), file),
    refreshMe,
  )
  const remove = useAct(() => send('delete', '/api/me/picture'), {
    ...refreshMe,
    done: () => tell(w.pictureRemoved),
  })
  const chosen = ([file]: File[]) => {
    if (!file) return
    if (file.size > largestPicture) tell(w.pictureTooBig, { tone: 'danger' })
    else put.mutate(file)
  }
  return (
    <div className={styles.picture}>
      <Avatar person={person} size={64} />
      <div className={styles.pictureText}>
        <div className={styles.buttons}>
          <FileButton
            icon={ImageUp}
            busy={put.isPending}
            accept="image/png,image/jpeg,image/webp"
            onFiles={chosen}
          >
            {w.choosePicture}
          </FileButton>
          {person.picture && (
            <Button look="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
              {w.removePicture}
            </Button>
          )}
        </div>
        <p className="quiet small">{w.pictureHelp}</p>
      </div>
    </div>
  )
}

function ProfileForm() {
  const w = useWords(words).me
  const p = useWords(words)
  const { person } = useMe()
  const { firstName, lastName, company, language, timeZone } = person
  const form = useForm({
    first: { firstName, lastName, company, language: language as string, timeZone },
    check: (values) => ({
      ...(!values.firstName.trim() && { firstName: p.firstNameMissing }),
      ...(!values.lastName.trim() && { lastName: p.lastNameMissing }),
    }),
    send: ({ company: from, language: spoken, ...rest }) =>
      saveProfile({
        ...rest,
        ...(isLanguage(spoken) && { language: spoken }),
        ...(person.guest && { company: from }),
      }),
    done: () => tell(w.saved),
  })
  return (
    <Form form={form} verb={w.verb}>
      <SideBySide>
        <TextField {...form.text('firstName')} label={p.firstName} autoComplete="given-name" />
        <TextField {...form.text('lastName')} label={p.lastName} autoComplete="family-name" />
      </SideBySide>
      <TextField
        name="email"
        label={p.email}
        help={
          <>
            {w.emailHelp} <a href={paths.myEmail()}>{w.changeEmail}</a>
          </>
        }
        value={person.email}
        onChange={() => undefined}
        readOnly
      />
      {person.guest ? (
        <TextField {...form.text('company')} label={w.company} help={w.companyHelp} />
      ) : (
        <TextField
          name="organization"
          label={w.organization}
          value={person.organization}
          onChange={() => undefined}
          readOnly
        />
      )}
      <SideBySide>
        <SelectField
          {...form.text('language')}
          label={w.language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <SelectField
          {...form.text('timeZone')}
          label={w.timeZone}
          help={w.timeZoneHelp}
          options={timeZones(timeZone).map((value) => ({
            value,
            label: value.replaceAll('_', ' '),
          }))}
        />
      </SideBySide>
    </Form>
  )
}

type ProfileChange = Partial<
  Pick<Me['person'], 'firstName' | 'lastName' | 'company' | 'language' | 'timeZone'>
>

async function saveProfile(change: ProfileChange): Promise<void> {
  await send('patch', '/api/me', { body: change })
  await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
}

function timeZones(own: string): string[] {
  return [...new Set([own, guessTimeZone(), ...Intl.supportedValuesOf('timeZone')])].filter(Boolean)
}

function Privacy() {
  const w = useWords(words).me
  const { person } = useMe()
  const change = useAct(
    (body: { alwaysAskMe?: boolean; presenceHidden?: boolean }) =>
      send('patch', '/api/me', { body }),
    {
      ahead: {
        key: sessionQuery.queryKey,
        change: (me: Me, body) => ({ ...me, person: { ...me.person, ...body } }),
      },
    },
  )
  return (
    <Section title={w.privacy}>
      <div className={styles.switches}>
        <Switch
          label={w.alwaysAsk}
          help={w.alwaysAskHelp}
          checked={person.alwaysAskMe}
          onChange={(alwaysAskMe) => change.mutate({ alwaysAskMe })}
        />
        <Switch
          label={w.hidePresence}
          help={w.hidePresenceHelp}
          checked={person.presenceHidden}
          onChange={(presenceHidden) => change.mutate({ presenceHidden })}
        />
      </div>
    </Section>
  )
}
