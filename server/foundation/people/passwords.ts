import { hash, verify, type Algorithm } from '@node-rs/argon2'
import { invalidField } from '../../kernel/errors.ts'
import { isCommon } from './common-passwords.ts'
import { passwords as words } from './words.ts'

const argon2id = 2 as Algorithm // the package declares it as a const enum, which type stripping cannot read

/** OWASP Password Storage: argon2id, 19 MiB, two rounds, one lane. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash of no password: checking against it costs as much as a real check (X57). */
const nobodys = hash('nobody has this password', cost)

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Takes the same time with and without a hash to compare with; without one returns false. */
export async function checkPassword(password: string, known: string | null): Promise<boolean> {
  const right = await verify(known ?? (await nobodys), password.normalize('NFKC'))
  return right && known !== null
}

/** Only length counts (NIST SP 800-63B §5.1.1.2): no composition rules; refuses only passwords that are guessed first. */
export function refuseWeakPassword(
  password: string,
  about: { email: string; firstName: string; lastName: string },
  field = 'body.password',
): void {
  const normal = password.normalize('NFKC')
  const length = [...normal].length
  if (length < 10) throw invalidField(field, 'too-short', words.short)
  if (length > 200) throw invalidField(field, 'too-long', words.long)
  if (isCommon(normal)) throw invalidField(field, 'too-common', words.common)
  if (isPersonal(normal.toLowerCase(), about)) throw invalidField(field, 'personal', words.personal)
}

function isPersonal(
  password: string,
  { email, firstName, lastName }: { email: string; firstName: string; lastName: string },
): boolean {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const telling = [local, domain, firstName.toLowerCase(), lastName.toLowerCase()]
  return telling.some((part) => [...part].length >= 4 && password.includes(part))
}
