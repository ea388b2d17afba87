import { send } from '../../kernel/api.ts'
import type { Language } from '../../kernel/language.ts'
import { asProblem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'

export type GivenRole = 'member' | 'moderator' | 'co-administrator'

/** A person picked by id, or a typed address. Plain data, so that a draft can store it. */
export type Picked = {
  key: string
  label: string
  second?: string
  person?: {
    id: string
    firstName: string
    lastName: string
    picture: string | null
    guest: boolean
  }
  email: string
}

export type OutcomeStatus =
  | 'added'
  | 'invited'
  | 'already-member'
  | 'already-invited'
  | 'waiting'
  | 'ask'
  | 'guests-not-allowed'
  | 'too-many-mails'

export type Outcome = { who: Picked; status: OutcomeStatus } | { who: Picked; refused: string }

/** `starts`: when their membership begins (M9). */
type Wishes = { role: GivenRole; message: string; language: Language; starts?: string | null }
type Into = { id: string; may: { add: boolean; invite: boolean } }

/** Adds colleagues where that is allowed; invites everybody else, and colleagues who want to be asked (M4). */
export async function bring(
  group: Into,
  people: readonly Picked[],
  wishes: Wishes,
): Promise<Outcome[]> {
  const colleagues = people.filter(({ person }) => group.may.add && person && !person.guest)
  const others = people.filter((who) => !colleagues.includes(who))
  const added = await outcomesOf(colleagues, wishes.language, () => add(group, colleagues, wishes))
  const asked = added.filter((one) => 'ask' in one).map(({ who }) => who)
  const toInvite = [...others, ...asked]
  const invited = await outcomesOf(toInvite, wishes.language, () => invite(group, toInvite, wishes))
  return [...added.filter((one): one is Outcome => !('ask' in one)), ...(invited as Outcome[])]
}

type Asked = { who: Picked; ask: true }

async function add(group: Into, people: readonly Picked[], { role, starts }: Wishes) {
  const { items } = await send('post', '/api/groups/{group}/members', {
    path: { group: group.id },
    body: {
      people: people.flatMap(({ person }) => (person ? [{ person: person.id, role }] : [])),
      ...(starts && { starts }),
    },
  })
  const statuses = new Map<string, (typeof items)[number]['status']>(
    items.map(({ person, status }) => [person, status]),
  )
  return people.map((who): Outcome | Asked => {
    const status = statuses.get(who.person?.id ?? '') ?? 'ask'
    return status === 'ask' ? { who, ask: true } : { who, status }
  })
}

async function invite(group: Into, people: readonly Picked[], wishes: Wishes): Promise<Outcome[]> {
  const { role, message, language, starts } = wishes
  const { items } = await send('post', '/api/groups/{group}/invitations', {
    path: { group: group.id },
    body: {
      people: people.map(({ person, email }) =>
        person ? { person: person.id, role } : { email, role },
      ),
      message,
      language,
      ...(starts && { starts }),
    },
  })
  // The answers have the order of the requests.
  return people.map((who, place) => ({ who, status: items[place]?.status ?? 'invited' }))
}

async function outcomesOf(
  people: readonly Picked[],
  language: Language,
  run: () => Promise<(Outcome | Asked)[]>,
): Promise<(Outcome | Asked)[]> {
  if (people.length === 0) return []
  try {
    return await run()
  } catch (error) {
    const refused = asProblem(error)
    const why = refused.fields[0]?.detail || sayProblem(refused, language)
    return people.map((who) => ({ who, refused: why }))
  }
}
