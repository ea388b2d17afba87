import { Type } from 'typebox'
import { Id, Maybe, Name, OneOf, Shape, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { Password, Token } from '../people/schema.ts'

export const SignIn = Shape({
  email: Type.String({ minLength: 1, maxLength: 254 }),
  password: Password(),
})

/** A person with a second factor is not signed in yet: the ticket and one of the factors complete it. */
export const SignedIn = Type.Object({
  person: Maybe(CardShape),
  secondFactor: Maybe(
    Type.Object({
      ticket: Type.String(),
      factors: Type.Array(OneOf(['totp', 'passkey', 'recovery-code'])),
    }),
  ),
})

export const In = Type.Object({ person: CardShape })

const Coded = (most: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: most })
const Code = () => Type.String({ minLength: 6, maxLength: 40 })

/** A passkey's assertion, as browsers serialize it (WebAuthn 3 §5.1.8). */
export const Assertion = Shape({
  id: Coded(1500),
  rawId: Coded(1500),
  type: OneOf(['public-key']),
  response: Shape({
    clientDataJSON: Coded(4000),
    authenticatorData: Coded(4000),
    signature: Coded(8000),
    userHandle: Type.Optional(Coded(200)),
  }),
})

/** A new passkey, as browsers serialize it. */
export const Attestation = Shape({
  id: Coded(1500),
  rawId: Coded(1500),
  type: OneOf(['public-key']),
  response: Shape({
    clientDataJSON: Coded(4000),
    attestationObject: Coded(40_000),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 10 })),
  }),
})

export const SecondStep = Shape({ ticket: Token(), code: Code() })
export const PasskeyQuestion = Shape({ ticket: Type.Optional(Token()) })
export const PasskeySignIn = Shape({ ticket: Type.Optional(Token()), passkey: Assertion })

/** Options for the browser's own functions, passed through unchanged. */
export const PasskeyOptions = Type.Object(
  { challenge: Type.String() },
  { additionalProperties: true },
)

export const Confirmation = Shape({
  password: Type.Optional(Password()),
  passkey: Type.Optional(Assertion),
})
export const Confirmed = Type.Object({ confirmedUntil: Time() })

const AccessTokenKind = () => OneOf(['api-token', 'app-password'])
const Scope = () => OneOf(['read', 'write'])

export const Security = Type.Object({
  hasPassword: Type.Boolean(),
  totpSince: Maybe(Time()),
  recoveryCodesLeft: Type.Integer(),
  passkeys: Type.Array(
    Type.Object({
      id: Id('a passkey'),
      name: Type.String(),
      createdAt: Time(),
      lastUsedAt: Maybe(Time()),
    }),
  ),
  accessTokens: Type.Array(
    Type.Object({
      id: Id('an access token'),
      kind: AccessTokenKind(),
      name: Type.String(),
      scope: Scope(),
      createdAt: Time(),
      expiresAt: Maybe(Time()),
      lastUsedAt: Maybe(Time()),
    }),
  ),
  confirmedUntil: Maybe(Time()),
})

export const TotpBegun = Type.Object({ secret: Type.String(), address: Type.String() })
export const TotpCode = Shape({ code: Code() })
export const MaybeCodes = Type.Object({ recoveryCodes: Maybe(Type.Array(Type.String())) })
export const Codes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })

export const NewPasskey = Shape({ name: Name(60), passkey: Attestation })
export const PasskeyAdded = Type.Object({
  id: Id('a passkey'),
  recoveryCodes: Maybe(Type.Array(Type.String())),
})
export const PasskeyName = Shape({ name: Name(60) })

export const NewAccessToken = Shape({
  kind: AccessTokenKind(),
  name: Name(60),
  scope: Scope(),
  lastDay: Type.Optional(Maybe(Type.String({ format: 'date' }))),
})
export const AccessTokenMade = Type.Object({
  id: Id('an access token'),
  secret: Type.String(),
})
