import { randomUUID } from 'node:crypto'
import type { Role } from '#modules/access/index.ts'
import { PASSWORD } from '#modules/access/testing/factories.ts'
import { germanDay } from '#platform/clock/clock.ts'
import type { Cell, Named } from './expectedAnswers.ts'
import { namingsOf } from './recordKinds.ts'
import type { Letter } from './requests.ts'
import type { RouteHandler } from './routerHandlers.ts'

/** Somebody who signs in while the matrix runs, and is no visitor. */
export interface Bystander {
  readonly id: string
  readonly email: string
}

const SAMPLES: Readonly<Record<string, string>> = {
  area: 'sign-in',
  lang: 'de',
  slug: 'gibt-es-nicht',
  rest: 'gibt/es/nicht',
  kind: 'services',
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  file: 'gibt-es-nicht.mp4'
}

/** The address of a route, with the records that stand in it; what the portal shows is nobody's. */
export const pathOf = ({ route, params }: Pick<RouteHandler, 'route' | 'params'>, named: readonly Named[]) =>
  params.reduce(
    (path, param) => {
      const target = named.find(({ naming }) => naming.place === 'param' && naming.field === param)?.target
      return path.replace(
        new RegExp(`\\[(?:\\.\\.\\.)?${param}(?:=\\w+)?\\]`),
        encodeURIComponent(target?.id ?? SAMPLES[param]!)
      )
    },
    route.replaceAll(/\/\([a-z]+\)/g, '') || '/'
  )

const queryOf = ({ name, method }: RouteHandler, named: readonly Named[]) => {
  const action = method === 'POST' && name !== 'default' && name !== 'POST' ? [`/${name}`] : []
  const asked = named
    .filter(({ naming }) => naming.place === 'query')
    .map(({ naming, target }) => `${naming.field}=${encodeURIComponent(target.id)}`)
  const query = [...action, ...asked].join('&')
  return query && `?${query}`
}

/** Which role is given: one that holds where the form says, or that the represented one has. */
const roleFor = (named: readonly Named[]): Role => {
  const beside = (field: string) => named.find(({ naming }) => naming.field === field)
  if (beside('teamId') ?? beside('centreId')) return 'counsellor'
  const represented = beside('deputyFor')
  return represented ? (represented.target.grant?.role ?? 'translator') : 'editor'
}

const chosenPassword = () => `Regen auf ${randomUUID()}`

/** What is written into a field that names no record; nothing where it is left out. */
const written = (field: string, { handler, visitor, named }: Cell, bystander: Bystander) => {
  const { route } = handler
  const today = germanDay(Temporal.Now.instant())
  const signsIn = route.endsWith('/sign-in')
  const holds = route.endsWith('/confirm') || route.endsWith('/profile/key')
  const ofKey = route.endsWith('/profile/key')
  const knowsCode = route.endsWith('/confirm') || (handler.name === 'totp' && visitor.stage === 'password')
  const samples: Readonly<Record<string, () => string | undefined>> = {
    answer: () => '{}',
    back: () => '/work',
    code: () => (ofKey ? visitor.sheet() : knowsCode ? visitor.code() : '000000'),
    current: () => visitor.password,
    email: () => (signsIn ? bystander.email : `${randomUUID()}@example.org`),
    label: () => `Gerät ${randomUUID()}`,
    language: () => 'de',
    name: () => `Neu ${randomUUID()}`,
    once: () => randomUUID(),
    organisation: () => 'Haus',
    password: () => (signsIn ? PASSWORD : holds ? visitor.password : chosenPassword()),
    passphrase: () => chosenPassword(),
    role: () => roleFor(named),
    seen: () => {
      const seen = named.find(({ naming: { kind } }) => kind === 'team' || kind === 'note' || kind === 'task')
      return seen?.target.name ?? (seen?.naming.kind === 'team' ? '' : '2026-11-23T09:00:00Z')
    },
    secret: () => 'A'.repeat(43),
    text: () => `Name;E-Mail;Rolle\nNeu;${randomUUID()}@example.org;editor`,
    theme: () => 'dark',
    textSize: () => 'large',
    keyboard: () => 'on',
    q: () => 'Team',
    validFrom: () => today.toString(),
    duty: () => 'mistakeReports',
    words: () => `Wort ${randomUUID()}`,
    validUntil: () =>
      route.endsWith('/absence') || named.some(({ naming }) => naming.field === 'deputyFor')
        ? today.add({ days: 30 }).toString()
        : undefined
  }
  return samples[field]?.()
}

/** The request of a cell. */
export const letterOf = (cell: Cell, bystander: Bystander): Letter => {
  const { handler, visitor, named } = cell
  const { method } = handler
  const letter = { method, path: pathOf(handler, named) + queryOf(handler, named), cookie: visitor.token() }
  if (method !== 'POST') return letter
  const form: Record<string, string> = { csrf: visitor.csrf() }
  const namings = namingsOf(handler)
  for (const { name } of handler.form) {
    const target = named.find(({ naming }) => naming.place === 'form' && naming.field === name)?.target
    const isNaming = namings.some(({ place, field }) => place === 'form' && field === name)
    const value = target ? target.id : isNaming ? undefined : written(name, cell, bystander)
    if (value !== undefined) form[name] = value
  }
  return { ...letter, form }
}
