/**
 * Why an age file did not open, in the order in which a reader meets it. The distinction is for the person who holds
 * the file; who sent it is told that it did not open, and no more.
 */
export type AgeFault =
  /** The text around the file is not strict armor. */
  | 'armor-failure'
  /** The header is not one of the age v1 format, or breaks a rule of a recipient type it uses. */
  | 'header-failure'
  /** None of the identities is one the file was sealed to. */
  | 'no-identity-matched'
  /** A file key was found, and the header is not what was sealed with it. */
  | 'hmac-failure'
  /** The payload was altered, cut, or goes on after its end. */
  | 'payload-failure'

/** Thrown out of a stream that cannot go on. What the stream gave before it was authentic, and is not the whole. */
export class AgeRefusal extends Error {
  override readonly name = 'AgeRefusal'
  readonly fault: AgeFault
  constructor(fault: AgeFault) {
    super(`age: ${fault}`)
    this.fault = fault
  }
}

export const refuse = (fault: AgeFault): never => {
  throw new AgeRefusal(fault)
}
