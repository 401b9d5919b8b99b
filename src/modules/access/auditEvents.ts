import type { AccountId } from '#platform/ctx.ts'
import { ID, isId } from '#platform/isId.ts'

export type PayloadValue = string | number | boolean

/** What may stand in one place of an event's payload. None admits a free text. */
export interface PayloadKind<Value extends PayloadValue = PayloadValue, May extends boolean = boolean> {
  accepts(value: unknown): value is Value
  /** True where the place may stay empty. */
  readonly optional: May
}

/** One event as its module declares it. */
export interface EventDeclaration {
  /** What kind of record it happens to; left out where it happens to none. */
  readonly record?: string
  readonly payload?: Readonly<Record<string, PayloadKind>>
}
export type EventDeclarations = Readonly<Record<string, EventDeclaration>>

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DOTTED = /^[a-z][A-Za-z]{0,39}(\.[a-z][A-Za-z]{0,39}){1,2}$/

const kind = <Value extends PayloadValue>(
  accepts: (value: unknown) => value is Value
): PayloadKind<Value, false> => ({ accepts, optional: false })
const text = (form: RegExp) => kind((value): value is string => typeof value === 'string' && form.test(value))

/** The kinds of details an event may carry. */
export const detail = {
  /** Id of a record, as PostgreSQL writes it. */
  id: text(ID),
  /** ISO day: 2026-11-24. */
  day: text(DAY),
  /** A name with dots: of an event, a permission. */
  dotted: text(DOTTED),
  flag: kind((value): value is boolean => typeof value === 'boolean'),
  /** A whole number from 0. */
  count: kind((value): value is number => Number.isSafeInteger(value) && (value as number) >= 0),
  /** One of the listed codes. */
  code: <const Code extends string>(...codes: readonly Code[]) =>
    kind((value): value is Code => (codes as readonly unknown[]).includes(value)),
  /** The same, or nothing. */
  optional: <Value extends PayloadValue>({
    accepts
  }: PayloadKind<Value, false>): PayloadKind<Value, true> => ({
    accepts,
    optional: true
  })
} as const

type Payload = Readonly<Record<string, PayloadKind>>
type Needed<Kinds extends Payload> = {
  readonly [Key in keyof Kinds as Kinds[Key]['optional'] extends true ? never : Key]: ValueOf<Kinds[Key]>
}
type Possible<Kinds extends Payload> = {
  readonly [Key in keyof Kinds as Kinds[Key]['optional'] extends true ? Key : never]?:
    ValueOf<Kinds[Key]> | null | undefined
}
type ValueOf<Kind> = Kind extends PayloadKind<infer Value> ? Value : never
type PayloadPart<Kinds> = Kinds extends Payload
  ? Record<never, never> extends Needed<Kinds>
    ? { readonly payload?: Possible<Kinds> }
    : { readonly payload: Needed<Kinds> & Possible<Kinds> }
  : { readonly payload?: undefined }
type RecordPart<Kind> = Kind extends string
  ? { readonly record: { readonly kind: Kind; readonly id: string } }
  : { readonly record?: undefined }

/** The events of a module's declarations, as its use cases record them. */
export type EventOf<Declared extends EventDeclarations> = {
  [Name in keyof Declared & string]: {
    readonly event: Name
    /** Only where the transaction does not know yet who acts. */
    readonly actor?: AccountId
  } & RecordPart<Declared[Name]['record']> &
    PayloadPart<Declared[Name]['payload']>
}[keyof Declared & string]

/** Any declared event. */
export interface AnyEvent {
  readonly event: string
  readonly actor?: AccountId
  readonly record?: { readonly kind: string; readonly id: string } | undefined
  readonly payload?: Readonly<Record<string, unknown>> | undefined
}

/** Declares the events of a module, each named `module.noun.verb`. */
export const declareEvents = <const Declared extends EventDeclarations>(declared: Declared): Declared =>
  declared

/**
 * The payload of an event as it is stored, without what was left empty. Throws where the event is not declared,
 * happened to another kind of record, or says anything but what its declaration admits.
 */
export const checkedPayload = (
  declared: EventDeclarations,
  { event, record, payload = {} }: AnyEvent
): Readonly<Record<string, PayloadValue>> => {
  const declaration = Object.hasOwn(declared, event) ? declared[event] : undefined
  if (!declaration) throw new Error(`The event ${event} is not declared`)
  if (record?.kind !== declaration.record || (record && !isId(record.id))) {
    throw new Error(`The event ${event} happens to ${declaration.record ?? 'no record'}, named by its id`)
  }
  const kinds = declaration.payload ?? {}
  const stranger = Object.keys(payload).find((key) => !Object.hasOwn(kinds, key))
  if (stranger !== undefined) throw new Error(`The event ${event} does not declare ${stranger}`)
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([key, kind]) => {
      const value = payload[key]
      if (kind.optional && (value === undefined || value === null)) return []
      if (!kind.accepts(value)) throw new Error(`The event ${event} has no fit ${key}`)
      return [[key, value]]
    })
  )
}

/** The key of the words for an event in the work texts; words may be missing where its module no longer declares it. */
export const auditEventKey = (event: string): string => {
  const [module, noun, verb] = event.split('.')
  return `audit_event_${module}_${noun}_${verb}`
}
