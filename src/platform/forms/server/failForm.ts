import { fail, type ActionFailure } from '@sveltejs/kit'

/** A form that was not taken, as its page shows it again. */
export interface FailedForm {
  /** Which form of the page it was; '' where there is one. */
  readonly form: string
  /** Field → key of the text that says what to do. */
  readonly errors: Readonly<Record<string, string>>
  /** What was typed, without secrets. */
  readonly typed: Readonly<Record<string, string>>
  /** Where waiting is all there is to do. */
  readonly wait: { readonly reason: 'slow' | 'busy'; readonly seconds: number } | undefined
}

/** Never shown again, however they were typed. */
const SECRETS: readonly string[] = ['password', 'current', 'passphrase', 'code', 'answer', 'secret']

interface Failure {
  readonly errors: Readonly<Record<string, string>>
  readonly typed?: Readonly<Record<string, string>>
  /** Which form of the page it was, where there are several. */
  readonly form?: string
}

/** The form again, with what to mend (400). */
export const failForm = ({ errors, typed = {}, form = '' }: Failure): ActionFailure<FailedForm> =>
  fail(400, { form, errors, typed: withoutSecrets(typed), wait: undefined })

const withoutSecrets = (typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !SECRETS.includes(name)))

interface Waiting extends Omit<Failure, 'errors'> {
  readonly reason: 'slow' | 'busy'
  readonly seconds: number
}

/** The form again for someone who has to wait: 429 after wrong attempts, 503 while too much is asked for at once. */
export const failWaiting = (
  { setHeaders }: { readonly setHeaders: (headers: Record<string, string>) => void },
  { reason, seconds, typed = {}, form = '' }: Waiting
): ActionFailure<FailedForm> => {
  setHeaders({ 'retry-after': String(seconds) })
  const wait = { reason, seconds }
  return fail(reason === 'busy' ? 503 : 429, { form, errors: {}, typed: withoutSecrets(typed), wait })
}
