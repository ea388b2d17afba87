import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Some, Switch } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import { SpaceMark } from '../../ui/avatar.tsx'
import { MeTabs } from '../people/me-tabs.tsx'
import { LevelsTable, type Levels } from './levels-table.tsx'
import styles from './notices.module.css'
import { noticeKeys } from './notices.ts'
import { pushState, switchPushOff, switchPushOn } from './this-browser.ts'
import { words } from './words.ts'

const settingsQuery = load('/api/me/notice-settings')
type Settings = Answer<'get', '/api/me/notice-settings'>
type Group = Settings['groups'][number]

/** E1: which notices I receive, how, and when. */
export function ChoicesPage() {
  const w = useWords(words).choices
  useTitle(w.title)
  const settings = useQuery(settingsQuery)
  return (
    <Page title={w.title} width="reading" toolbar={<MeTabs />}>
      {settings.isPending && <ListSkeleton rows={8} />}
      {settings.isError && (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data && (
        <>
          <Everywhere settings={settings.data} />
          <ThisBrowser />
          <Hours key={JSON.stringify(settings.data.rhythm)} settings={settings.data} />
          <Groups settings={settings.data} />
        </>
      )}
    </Page>
  )
}

function Everywhere({ settings }: { settings: Settings }) {
  const w = useWords(words).choices
  const change = useAct((body: Levels) => send('put', '/api/me/notice-settings/levels', { body }), {
    ahead: {
      key: settingsQuery.queryKey,
      change: (now: Settings, levels) => ({ ...now, levels: { ...now.levels, ...levels } }),
    },
  })
  return (
    <Section title={w.everywhere} help={w.everywhereHelp}>
      <LevelsTable
        label={w.everywhere}
        levels={settings.levels}
        mailed={settings.mailed}
        onChange={(levels) => change.mutate(levels)}
      />
    </Section>
  )
}

function ThisBrowser() {
  const w = useWords(words).choices
  const state = useQuery({ queryKey: ['this-browser', 'push'], queryFn: pushState })
  const change = useAct((on: boolean) => (on ? switchPushOn() : switchPushOff()), {
    refresh: [['this-browser', 'push']],
    refused: () => tell(w.pushFailed, { tone: 'danger' }),
  })
  return (
    <Section title={w.devices} help={w.devicesHelp}>
      {state.data === 'unsupported' && <Note>{w.pushUnsupported}</Note>}
      {state.data === 'denied' && <Note tone="caution">{w.pushDenied}</Note>}
      {(state.data === 'on' || state.data === 'off') && (
        <div className={styles.device}>
          <Switch
            label={w.pushOn}
            checked={change.isPending ? change.variables : state.data === 'on'}
            onChange={(on) => change.mutate(on)}
            disabled={change.isPending}
          />
        </div>
      )}
    </Section>
  )
}

function Hours({ settings: { rhythm, timeZone } }: { settings: Settings }) {
  const w = useWords(words).choices
  const form = useForm({
    first: {
      quiet: rhythm.quietFrom !== null,
      quietFrom: clock(rhythm.quietFrom ?? 22 * 60),
      quietTo: clock(rhythm.quietTo ?? 7 * 60),
      quietDays: rhythm.quietDays,
      digest: rhythm.digest as string,
      digestMinute: clock(rhythm.digestMinute),
      digestDay: String(rhythm.digestDay),
    },
    send: ({ quiet, quietFrom, quietTo, quietDays, digest, digestMinute, digestDay }) =>
      send('put', '/api/me/notice-settings/rhythm', {
        body: {
          quietDays,
          quietFrom: quiet ? minutes(quietFrom) : null,
          quietTo: quiet ? minutes(quietTo) : null,
          digest: digest as Settings['rhythm']['digest'],
          digestMinute: minutes(digestMinute),
          digestDay: Number(digestDay),
        },
      }),
    done: () => tell(w.saved),
  })
  const { quiet, quietDays, digest } = form.values
  return (
    <Section title={w.when} help={w.whenHelp(timeZone.replaceAll('_', ' '))}>
      <Form form={form} verb={w.save}>
        <Switch
          label={w.quiet}
          help={w.quietHelp}
          checked={quiet}
          onChange={(on) => form.set({ quiet: on })}
        />
        {quiet && (
          <div className={styles.hours}>
            <TextField {...form.text('quietFrom')} type="time" label={w.from} required short />
            <TextField {...form.text('quietTo')} type="time" label={w.to} required short />
          </div>
        )}
        <Some
          name="quietDays"
          label={w.quietDays}
          help={w.quietDaysHelp}
          values={quietDays}
          most={6}
          options={w.days.map((label, at) => ({ value: at + 1, label }))}
          onChange={(quietDays) => form.set({ quietDays })}
        />
        <div className={styles.hours}>
          <SelectField
            {...form.text('digest')}
            label={w.digestRhythm}
            options={[
              { value: 'daily', label: w.daily },
              { value: 'weekly', label: w.weekly },
              { value: 'off', label: w.never },
            ]}
          />
          {digest === 'weekly' && (
            <SelectField
              {...form.text('digestDay')}
              label={w.day}
              options={w.days.map((label, at) => ({ value: String(at + 1), label }))}
            />
          )}
          {digest !== 'off' && (
            <TextField {...form.text('digestMinute')} type="time" label={w.hour} required short />
          )}
        </div>
      </Form>
    </Section>
  )
}

function Groups({ settings }: { settings: Settings }) {
  const w = useWords(words).choices
  const [chosen, setChosen] = useState<string>()
  const group = settings.groups.find(({ id }) => id === chosen)
  return (
    <Section title={w.groups} count={settings.groups.length} help={w.groupsHelp}>
      {settings.groups.length === 0 && <EmptyState>{w.noGroups}</EmptyState>}
      <List label={w.groups}>
        {settings.groups.map((each) => (
          <GroupRow key={each.id} group={each} onChoose={() => setChosen(each.id)} />
        ))}
      </List>
      {group && (
        <GroupLevels group={group} mailed={settings.mailed} onClose={() => setChosen(undefined)} />
      )}
    </Section>
  )
}

function GroupRow({ group, onChoose }: { group: Group; onChoose: () => void }) {
  const w = useWords(words).choices
  const format = useFormat()
  const refresh = [settingsQuery.queryKey, ...noticeKeys]
  const path = { space: group.id }
  const mute = useAct(
    (until: Date | null) =>
      send('put', '/api/spaces/{space}/mute', {
        path,
        body: { until: until?.toISOString() ?? null },
      }),
    { refresh },
  )
  const unmute = useAct(() => send('delete', '/api/spaces/{space}/mute', { path }), { refresh })
  const { timeZone } = useReader()
  const muted = group.muted && (
    <Badge tone="caution">
      {group.mutedUntil ? w.mutedUntil(format.dateTime(group.mutedUntil)) : w.muted}
    </Badge>
  )
  return (
    <Row
      lead={<SpaceMark space={group} size={32} />}
      title={group.name}
      second={group.notifications ? (group.own ? w.own : w.usual) : w.groupOff}
      metaBelow
      meta={muted}
      actions={
        <>
          {group.muted ? (
            <Button
              small
              busy={unmute.isPending}
              aria-label={`${w.unmute}: ${group.name}`}
              onClick={() => unmute.mutate()}
            >
              {w.unmute}
            </Button>
          ) : (
            <Menu
              label={w.mute(group.name)}
              entries={[
                { label: w.hour1, run: () => mute.mutate(new Date(Date.now() + 3_600_000)) },
                { label: w.tomorrow, run: () => mute.mutate(tomorrowMorning(timeZone)) },
                { label: w.week, run: () => mute.mutate(new Date(Date.now() + 7 * 86_400_000)) },
                { label: w.good, run: () => mute.mutate(null) },
              ]}
            >
              <Button small aria-label={w.mute(group.name)}>
                {w.muteFor}
              </Button>
            </Menu>
          )}
          <Button small look="quiet" aria-label={w.chooseFor(group.name)} onClick={onChoose}>
            {w.choose}
          </Button>
        </>
      }
    />
  )
}

type GroupLevelsProps = { group: Group; mailed: Settings['mailed']; onClose: () => void }

function GroupLevels({ group, mailed, onClose }: GroupLevelsProps) {
  const w = useWords(words).choices
  const path = { space: group.id }
  const change = useAct(
    (body: Levels) => send('put', '/api/spaces/{space}/notice-levels', { path, body }),
    {
      ahead: {
        key: settingsQuery.queryKey,
        change: (now: Settings, levels) => ({
          ...now,
          groups: now.groups.map((each) =>
            each.id === group.id
              ? { ...each, own: true, levels: { ...each.levels, ...levels } }
              : each,
          ),
        }),
      },
    },
  )
  const back = useAct(() => send('delete', '/api/spaces/{space}/notice-levels', { path }), {
    refresh: [settingsQuery.queryKey],
    done: onClose,
  })
  return (
    <Dialog
      opened
      onClose={onClose}
      width="wide"
      title={w.chooseFor(group.name)}
      foot={
        <>
          {group.own && (
            <Button look="quiet" busy={back.isPending} onClick={() => back.mutate()}>
              {w.back}
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            {w.close}
          </Button>
        </>
      }
    >
      <LevelsTable
        label={w.chooseFor(group.name)}
        levels={group.levels}
        mailed={mailed}
        onChange={(levels) => change.mutate(levels)}
      />
    </Dialog>
  )
}

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

/** Eight in the morning by the reader's clock; up to an hour off in the night of a clock change. */
function tomorrowMorning(timeZone: string): Date {
  const now = new Date()
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now),
  )
  const wait = ((24 + 8 - hour) % 24 || 24) * 3_600_000
  return new Date(Math.floor((now.getTime() + wait) / 3_600_000) * 3_600_000)
}
