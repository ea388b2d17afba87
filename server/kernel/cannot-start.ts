/** Why the server does not start, as one sentence for the person who typed the command. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}
