import { useQuery } from '@tanstack/react-query'
import { CircleSlash, UserRoundPlus, X } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../kernel/act.ts'
import { load, send } from '../kernel/api.ts'
import type { Answer } from '../kernel/doors.ts'
import { useFormat } from '../kernel/format.ts'
import { useReader } from '../kernel/language.ts'
import { useSpace } from '../kernel/session.ts'
import { tell } from '../kernel/undo.tsx'
import { useTools } from '../kernel/tools.ts'
import { capital, useWords } from '../kernel/words.ts'
import { Avatar, fullName } from '../ui/avatar.tsx'
import { Badge, GuestBadge } from '../ui/badges.tsx'
import { IconButton } from '../ui/button.tsx'
import { Check, Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { DialogFoot } from '../ui/dialog-foot.tsx'
import field from '../ui/field.module.css'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { ErrorState, Note } from '../ui/states.tsx'
import styles from './access.module.css'
import type { Rights } from './levels.ts'
import { levels, rightNames, rightsOfLevel, rightVerbs, useVerbs } from './levels.ts'
import type { Grantee, PrincipalPick, SpaceFacts } from './principal.tsx'
import { PrincipalMark, PrincipalPicker, usePrincipalWords, useSpaceFacts } from './principal.tsx'
import type { Level } from './thing.ts'
import { words } from './words.ts'

/** Whether it, or a container above it, is hidden from guests (G10). */
type Marked = { internalOnly: boolean; internal: boolean }
type Access = Answer<'get', '/api/spaces/{space}/containers/{container}/access'>
type Given = { principal: Grantee; level: Level | null; rights: Rights; works: boolean }

type RightsDialogProps = {
  space: string
  container: Marked & { id: string; tool: string; name: string; parent: string | null }
  onClose: () => void
}

/** Shows and changes the rights on a container: its own list, or the one it inherits (A1 to A5, A7). */
export function RightsDialog({ space, container, onClose }: RightsDialogProps) {
  const w = useWords(words)
  const path = { space, container: container.id }
  const access = useQuery({
    ...load('/api/spaces/{space}/containers/{container}/access', { path }),
    staleTime: 0,
    gcTime: 0,
  })
  const mine = useSpaceFacts(space)
  if (access.data) return <Loaded {...{ space: mine, container, onClose }} access={access.data} />
  return (
    <Dialog opened onClose={onClose} title={w.rightsOf(container.name)} width="wide">
      {access.isError ? <ErrorState error={access.error} /> : <ListSkeleton />}
    </Dialog>
  )
}

type LoadedProps = Omit<RightsDialogProps, 'space'> & { space: SpaceFacts; access: Access }

function Loaded({ space, container, access, onClose }: LoadedProps) {
  const w = useWords(words)
  // The list when the dialog opened: a change by somebody else meanwhile is not overwritten unseen.
  const [first] = useState(access)
  const [own, setOwn] = useState(first.ownList || container.parent === null)
  const [grants, setGrants] = useState<readonly Given[]>(first.grants)
  const [internalOnly, setInternalOnly] = useState(container.internalOnly)
  const offered = useSpace(space.id)?.mayMarkInternal === true || container.internalOnly
  const mayMark = offered && first.may.manage
  const save = useSaving(space.id, container, onClose)
  const may = first.may.manage
  const foot = may && (
    <DialogFoot
      onClose={onClose}
      verb={w.save}
      busy={save.isPending}
      onAct={() => save.mutate({ ownList: own, grants: own ? grants : [], internalOnly })}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.rightsOf(container.name)} width="wide" foot={foot}>
      {!may && <Note>{w.mayNot}</Note>}
      {container.parent !== null && (
        <WhichList own={own} onChange={setOwn} access={first} disabled={!may} />
      )}
      <section className={styles.part}>
        <h3>{own ? w.given : w.givenAbove}</h3>
        {first.ownList && !own ? (
          <p className="quiet">{w.onceSaved}</p>
        ) : (
          <Grants
            grants={own ? grants : first.grants}
            space={space}
            tool={container.tool}
            onChange={may && own ? setGrants : undefined}
          />
        )}
        {may && own && <Adding space={space} grants={grants} onChange={setGrants} />}
      </section>
      <ByRole access={first} />
      {(mayMark || container.internal) && (
        <InternalOnly
          container={container}
          on={internalOnly}
          onChange={mayMark ? setInternalOnly : undefined}
        />
      )}
    </Dialog>
  )
}

type InternalOnlyProps = {
  container: Marked
  on: boolean
  onChange: ((on: boolean) => void) | undefined
}

/** Hides the container from guests, whatever the lists above say (G10). */
function InternalOnly({ container, on, onChange }: InternalOnlyProps) {
  const w = useWords(words)
  const above = container.internal && !container.internalOnly
  return (
    <section className={styles.part}>
      <h3>{w.guestsHere}</h3>
      <Check
        label={w.internalOnly}
        help={above ? w.internalAbove : w.internalOnlyHelp}
        checked={on || above}
        disabled={!onChange || above}
        onChange={(checked) => onChange?.(checked)}
      />
    </section>
  )
}

type Saved = { ownList: boolean; grants: readonly Given[]; internalOnly: boolean }

function useSaving(
  space: string,
  container: Marked & { id: string; name: string },
  done: () => void,
) {
  const w = useWords(words)
  const path = { space, container: container.id }
  const run = async ({ ownList, grants, internalOnly }: Saved) => {
    const mark = () =>
      send('put', '/api/spaces/{space}/containers/{container}/internal-only', {
        path,
        body: { internalOnly },
      })
    // Restrict first, open up last: at no moment do guests see more than at the end.
    if (internalOnly && !container.internalOnly) await mark()
    await send('put', '/api/spaces/{space}/containers/{container}/access', {
      path,
      body: { ownList, grants: grants.map(sent) },
    })
    if (!internalOnly && container.internalOnly) await mark()
  }
  return useAct(run, {
    refresh: [[space]],
    done: () => {
      tell(w.saved(container.name), { tone: 'success' })
      done()
    },
  })
}

function sent({ principal: { kind, id }, level, rights }: Given) {
  const principal = { kind, id }
  if (level) return { principal, level }
  const { view = false, add = false, edit = false, delete: remove = false, manage = false } = rights
  return { principal, rights: { view, add, edit, delete: remove, manage } }
}

type WhichListProps = {
  own: boolean
  onChange: (own: boolean) => void
  access: Access
  disabled: boolean
}

function WhichList({ own, onChange, access, disabled }: WhichListProps) {
  const w = useWords(words)
  const above = access.inheritedFrom?.name
  const reason = disabled ? w.mayNot : undefined
  return (
    <Choice
      name="list"
      label={w.whose}
      value={own ? 'own' : 'follows'}
      onChange={(value) => onChange(value === 'own')}
      columns
      options={[
        {
          value: 'follows',
          label: w.follows,
          help: above ? w.followsHelp(above) : w.followsHidden,
          reason: own ? reason : undefined,
        },
        { value: 'own', label: w.own, help: w.ownHelp, reason: own ? undefined : reason },
      ]}
    />
  )
}

type GrantsProps = {
  grants: readonly Given[]
  space: SpaceFacts
  tool: string
  onChange: ((grants: readonly Given[]) => void) | undefined
}

function Grants({ grants, space, tool, onChange }: GrantsProps) {
  const w = useWords(words)
  if (grants.length === 0)
    return <p className="quiet">{space.kind === 'private' ? w.nobodyPrivate : w.nobody}</p>
  const change = (place: number, next: Partial<Given>) =>
    onChange?.(grants.map((given, at) => (at === place ? { ...given, ...next } : given)))
  const remove = (place: number) => onChange?.(grants.filter((_, at) => at !== place))
  return (
    <ul className={styles.grants}>
      {grants.map((given, place) => (
        <GrantRow
          key={given.principal.id}
          given={given}
          space={space}
          tool={tool}
          onChange={onChange && ((next) => change(place, next))}
          onRemove={() => remove(place)}
        />
      ))}
    </ul>
  )
}

type GrantRowProps = {
  given: Given
  space: SpaceFacts
  tool: string
  onChange: ((next: Partial<Given>) => void) | undefined
  onRemove: () => void
}

function GrantRow({ given, space, tool, onChange, onRemove }: GrantRowProps) {
  const w = useWords(words)
  const verbs = useVerbs(tool)
  const { principal, level, rights, works } = given
  const { label, second } = usePrincipalWords()(principal)
  return (
    <li className={styles.grant} data-off={works ? undefined : true}>
      <PrincipalMark principal={principal} />
      <div className={styles.grantName}>
        <span>
          {label} {principal.card?.guest && <GuestBadge />}{' '}
          {!works && (
            <Badge icon={CircleSlash} tone="caution">
              {w.withdrawn}
            </Badge>
          )}
        </span>
        <span className={styles.seerWhy}>{works ? second : w.withdrawnHelp}</span>
        {principal.allMembers && space.guests > 0 && (
          <span className={styles.guests}>
            <UserRoundPlus size={14} aria-hidden /> {w.withGuests(space.guests)}
          </span>
        )}
      </div>
      {onChange && principal.kind !== 'shared-group' ? (
        <LevelSelect name={label} tool={tool} level={level} rights={rights} onChange={onChange} />
      ) : (
        <span className="quiet">{capital(verbs(rights))}</span>
      )}
      {onChange && <IconButton icon={X} label={w.remove(label)} onClick={onRemove} />}
    </li>
  )
}

type LevelSelectProps = {
  name: string
  tool: string
  level: Level | null
  rights: Rights
  onChange: (next: Pick<Given, 'level' | 'rights'>) => void
}

/** Some levels belong to one tool, which offers them itself: elsewhere they are only kept. */
const isOffered = (level: Level) => levels.some((one) => one === level)

/** A choice of the named levels, each in verbs; under *More precise*, each right by itself. */
function LevelSelect({ name, tool, level, rights, onChange }: LevelSelectProps) {
  const w = useWords(words)
  const format = useFormat()
  const { language } = useReader()
  const verbs = useVerbs(tool)
  const ofRights = rightVerbs(
    language,
    useTools().find((each) => each.name === tool),
  )
  const offered = level && !isOffered(level) ? [level, ...levels] : levels
  const said = level && capital(verbs(rightsOfLevel[level]))
  const choose = (value: string) =>
    value === 'precise'
      ? onChange({ level: null, rights })
      : onChange({ level: value as Level, rights: rightsOfLevel[value as Level] })
  return (
    <div className={styles.level}>
      <select
        className={field.input}
        aria-label={w.levelFor(name)}
        value={level ?? 'precise'}
        onChange={(event) => choose(event.target.value)}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {capital(verbs(rightsOfLevel[one]))}
          </option>
        ))}
        <option value="precise">{level === null ? w.raw : w.precise}</option>
      </select>
      {/* The select cuts a long sentence off. */}
      {said && said.length > 28 && <span className={styles.seerWhy}>{said}</span>}
      {level === null && (
        <fieldset className={styles.precise} aria-label={w.levelFor(name)}>
          {rightNames.map((right) => (
            <Check
              key={right}
              label={capital(format.list(ofRights[right]))}
              checked={right === 'view' || rights[right] === true}
              disabled={right === 'view'}
              onChange={(on) =>
                onChange({ level: null, rights: { ...rights, view: true, [right]: on } })
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  )
}

type AddingProps = {
  space: SpaceFacts
  grants: readonly Given[]
  onChange: (grants: readonly Given[]) => void
}

function Adding({ space, grants, onChange }: AddingProps) {
  const w = useWords(words)
  const take = (picks: readonly PrincipalPick[]) =>
    onChange([
      ...grants,
      ...picks.map(({ principal }) => ({
        principal,
        level: 'reader' as const,
        rights: rightsOfLevel.reader,
        works: true,
      })),
    ])
  return (
    <PrincipalPicker
      space={space}
      label={w.add}
      help={space.kind === 'private' ? w.addHelpPrivate : w.addHelp}
      value={[]}
      onChange={take}
      without={grants.map(({ principal }) => principal.id)}
    />
  )
}

/** Rights from a role are shown but cannot be edited: they change with the role (M2, A5). */
function ByRole({ access }: { access: Access }) {
  const w = useWords(words)
  const format = useFormat()
  if (access.roles.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{w.byRole}</h3>
      <ul className={styles.grants}>
        {access.roles.map(({ role, people }) => (
          <li key={role} className={styles.grant}>
            {people[0] && <Avatar person={people[0]} />}
            <div className={styles.grantName}>
              <span>
                {w.roles[role]}
                {w.colon} {format.list(people.map(fullName))}
              </span>
              <span className={styles.seerWhy}>{w.roleHelp[role]}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
