import type { House } from '../../server/kernel/context.ts'
import { judgeOf } from '../../server/kernel/judge.ts'

interface Line {
  kind: string
  detail: object
  item: string | null
  container: string | null
}

/** Lines of the change log that are not as their event declares them; asked of every house after its tests. */
export async function wrongLines({ db, events }: House): Promise<string[]> {
  const judges = new Map(
    events.map(({ kind, detail, audit }) => [kind as string, { fits: judgeOf(detail), audit }]),
  )
  const lines = await db.rows<Line>({
    text: 'select distinct kind, detail, item_id as item, container_id as container from change',
  })
  return lines.flatMap(({ kind, detail, item, container }) => {
    const judge = judges.get(kind)
    if (!judge) return [`${kind}: nobody declares it`]
    if (!judge.fits(detail)) return [`${kind}: not its detail: ${JSON.stringify(detail)}`]
    const aboutThing = item !== null || container !== null
    return judge.audit === 'governance' && aboutThing ? [`${kind}: about a thing, and audited`] : []
  })
}
