/**
 * A condition that only the operator can mend: a broken setting, a used port, a database out of reach.
 * The program prints `message` as one line and ends with `exitCode`; nothing has been changed by then.
 */
export class SetupFault extends Error {
  override readonly name = 'SetupFault'
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
