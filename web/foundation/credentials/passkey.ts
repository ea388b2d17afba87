import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { Problem } from '../../kernel/problem.ts'

/** Browsers allow passkeys only on secure connections. */
export function passkeysWork(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window
}

/** Asks the browser to make a passkey; returns only the fields that the server needs. */
export async function makePasskey(options: object, cancelled: string) {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
  const { id, rawId, type, response } = await startRegistration({ optionsJSON }).catch(
    refused(cancelled),
  )
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, rawId, type, response: { clientDataJSON, attestationObject, transports } }
}

/** Asks the browser for a passkey that it has. */
export async function showPasskey(options: object, cancelled: string) {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON }).catch(
    refused(cancelled),
  )
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    ...{ id, rawId, type },
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
  }
}

/** Browsers do not tell whether nobody touched the passkey or it does not know this instance. */
function refused(detail: string) {
  return (): never => {
    throw new Problem({ status: 400, code: 'passkey-not-used', title: detail, detail })
  }
}
