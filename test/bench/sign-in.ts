import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { checkPassword, hashPassword } from '../../server/foundation/people/passwords.ts'
import { password, withPassword } from './furnished.ts'
import type { House } from './house.ts'
import { alternately, ratioRow, type Row } from './measure.ts'
import { startServer, type Running } from './processes.ts'

const together = 4
const each = 5
/** A thousand sign-ins: until then the server's main thread needs less for each, since Node is still compiling what is hot. */
const warmUp = 50

/** People who sign in by password, against the checking of the passwords alone. */
export async function signInRows(large: House): Promise<Row[]> {
  const server = await startServer(large)
  const hash = await hashPassword(password)
  const check = async () => {
    if (!(await checkPassword(password, hash))) throw new Error('the password is right')
  }
  try {
    for (let round = 0; round < warmUp; round++) await perSecond((n) => signIn(server, n))
    return [
      ratioRow(
        'sign-in by password, against argon2id alone',
        'sign-ins/s',
        await alternately(
          5,
          () => perSecond((n) => signIn(server, n)),
          () => perSecond(check),
        ),
        { atLeast: 0.8 },
      ),
    ]
  } finally {
    agent.destroy()
    await server.stop()
  }
}

let turn = 0

async function perSecond(act: (person: number) => Promise<void>): Promise<number> {
  const began = performance.now()
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (let n = 0; n < each; n++) await act((turn++ % withPassword) + 1)
    }),
  )
  return (together * each * 1000) / (performance.now() - began)
}

/** A minimal client, because it shares the machine with the server that it measures. */
const agent = new Agent({ keepAlive: true })

async function signIn({ address }: Running, person: number): Promise<void> {
  const asked = request(`${address}/api/session`, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  })
  asked.end(JSON.stringify({ email: `p${person}@proof.test`, password }))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const body = await text(answer)
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${body}`)
}
