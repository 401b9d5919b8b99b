import type { Opening, Permission } from '#modules/access/index.ts'
import { ACCESS_MATRIX, methodOf } from '../../structure/accessMatrix.ts'
import { addressOf, ROUTES } from './letters.ts'

/** A form of the application: a page's only one, or one of several by its name. */
export interface PageForm {
  readonly route: string
  /** `default` where the page has one. */
  readonly action: string
  /** What posting it asks for; absent on public pages. */
  readonly asks: Permission | Opening | undefined
}

/** Every form there is. */
export const FORMS: readonly PageForm[] = ROUTES.flatMap((route) => {
  const { methods, handlers } = ACCESS_MATRIX[route]!
  if (!methods.includes('POST')) return []
  const actions = Object.keys(handlers).filter((name) => methodOf(name) === 'POST')
  const names = actions.length === 0 ? ['default'] : actions
  return names.map((action) => ({ route, action, asks: handlers[action] }))
})

/** The address that a form is posted to. */
export const targetOf = ({ route, action }: PageForm, fill: (name: string) => string): string =>
  addressOf(route, fill) + (action === 'default' ? '' : `?/${action}`)

/** Whether a form before the sign-in is read for everyone; the others want to know the person first. */
const READ_FOR_ALL: Readonly<Record<Opening, boolean>> = {
  signIn: true,
  secondFactor: false,
  singleSignOn: false,
  signOut: true,
  setUp: true,
  invitation: true,
  password: true
}

const isOpening = (asks: Permission | Opening): asks is Opening => asks in READ_FOR_ALL

/** Where somebody who is not signed in is led instead of being read; '' where the form is read for everyone. */
export const strangersLedTo = (form: PageForm, target: string): string => {
  if (form.asks === undefined) return ''
  if (isOpening(form.asks)) return READ_FOR_ALL[form.asks] ? '' : '/sign-in'
  return `/sign-in?back=${encodeURIComponent(target.replace(/\?.*$/, ''))}`
}
