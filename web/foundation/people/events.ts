import type { EventWords } from '../../kernel/events.ts'
import type { Language } from '../../kernel/language.ts'
import { roleIn } from '../../ui/words.ts'

const secured: Record<Language, Record<string, string>> = {
  en: {
    'password-changed': 'password changed',
    'totp-on': 'authenticator app set up',
    'totp-off': 'authenticator app removed',
    'passkey-added': 'passkey added',
    'passkey-removed': 'passkey removed',
    'recovery-codes-made': 'new recovery codes',
    'recovery-code-used': 'signed in with a recovery code',
    'api-token-made': 'API token created',
    'app-password-made': 'app password created',
    'access-token-removed': 'API token or app password removed',
  },
  fr: {
    'password-changed': 'mot de passe modifié',
    'totp-on': 'application d’authentification ajoutée',
    'totp-off': 'application d’authentification retirée',
    'passkey-added': 'clé d’accès ajoutée',
    'passkey-removed': 'clé d’accès retirée',
    'recovery-codes-made': 'nouveaux codes de secours',
    'recovery-code-used': 'connexion avec un code de secours',
    'api-token-made': 'jeton d’API créé',
    'app-password-made': 'mot de passe d’application créé',
    'access-token-removed': 'jeton d’API ou mot de passe d’application supprimé',
  },
}

export const events: Record<string, EventWords> = {
  'person.joined': {
    history: {
      own: true,
      en: (say) => `${say('name')} joined the organization: ${roleIn('en', say('role'))}`,
      fr: (say) => `${say('name')} a rejoint l’organisation : ${roleIn('fr', say('role'))}`,
    },
  },
  'person.security-changed': {
    history: {
      own: true,
      en: (say) => `${say('name')}: ${secured.en[say('what')] ?? say('what')}`,
      fr: (say) => `${say('name')} : ${secured.fr[say('what')] ?? say('what')}`,
    },
  },
}
