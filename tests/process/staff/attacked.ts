import type { QueryResultRow } from 'pg'
import { beforeAll, expect } from 'vitest'
import { ask, ownerOf } from '../cluster.ts'
import { leaksOf } from '../hostile/faultsOf.ts'
import { MARK } from '../hostile/values.ts'
import { node, report, useWorkshop, type RunningApplication, type Settings } from '../workshop.ts'
import { createVisitor, signedInAs, type Answer, type Visitor } from './visitor.ts'

/** How often what costs little is repeated in the long run. */
export const TIMES = process.env['ANLAUFSTELLE_LONG'] === '1' ? 10 : 1
/** Stands in for one-time addresses and sessions that never were. */
export const NO_TOKEN = 'A'.repeat(43)

/** Who works here, may what, and signs in by what: what an attack without success leaves as it is. */
const STANDING: Readonly<Record<string, string>> = {
  accounts: 'access_account',
  roles: 'access_role_grant',
  teams: 'access_team',
  invitations: 'access_invitation',
  factors: '(SELECT id, account_id, totp_secret FROM access_second_factor WHERE confirmed_at IS NOT NULL)',
  codes: 'access_one_time_code'
}

/** A demonstration of the built product under attack. Every answer it gives is looked at. */
export interface Attacked {
  readonly address: string
  readonly workshop: ReturnType<typeof useWorkshop>
  /** Nobody yet; at the demonstration unless told otherwise. */
  stranger(address?: string): Visitor
  /** The colleague of this role, signed in. */
  as(role: string): Promise<Visitor>
  /** Asks the database as its owner. */
  query<Row extends QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>
  /** A hash of each table that an attack would change. */
  standing(): Promise<Record<string, string>>
  /** The application is well, answered nothing that it should not, told its log nothing, and its audit is whole. */
  expectUnharmed(least: number): Promise<void>
}

/** Whether somebody who got this answer sees a page of the workspace, or is led into it. */
export const isInside = ({ status, body, location }: Answer): boolean =>
  (status === 200 && /href="\/work\/profile"|"type":"data"/.test(body)) || /^\/work(?:[/?]|$)/.test(location)

/** Does the same with each value, some at once. */
export const withEach = async <Value>(
  values: readonly Value[],
  work: (value: Value) => Promise<unknown>,
  atOnce = 8
): Promise<void> => {
  const waiting = values.values()
  const lane = async () => {
    for (const value of waiting) await work(value)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

const faultsOfAnswer = (address: string, { status, headers, location, body }: Answer): string[] => {
  const lines = Object.entries(headers).flatMap(([name, values = []]) =>
    name === 'location' ? [] : values.map((value) => `${name}: ${value}`)
  )
  const leads = location === '' || new URL(location, address).origin === new URL(address).origin
  return [
    ...(status >= 500 && !(status === 503 && headers['retry-after']) ? [`status ${status}`] : []),
    ...(leads ? [] : [`leads to ${location}`]),
    ...(lines.some((line) => line.includes(MARK) || line.includes('evil')) ? ['echoed in a header'] : []),
    ...leaksOf(headers['content-type']?.[0], body)
  ]
}

/** Starts a copy of the demonstration for the tests of a file. */
export const useAttacked = (settings: Settings = {}): Attacked => {
  const workshop = useWorkshop()
  const data = workshop.demonstration()
  const seen = { count: 0, faults: [] as string[] }
  let application: RunningApplication
  const surroundings = {
    watch: (asked: string, answer: Answer) => {
      seen.count += 1
      const faults = faultsOfAnswer(ours(), answer)
      if (faults.length > 0) seen.faults.push(`${asked.slice(0, 200)}: ${faults.join(', ')}`)
    },
    ...(settings['ANLAUFSTELLE_URL'] && { origin: settings['ANLAUFSTELLE_URL'] })
  }
  beforeAll(async () => {
    application = await workshop.start({ ANLAUFSTELLE_DATA: data, ANLAUFSTELLE_LOG: 'debug', ...settings })
  })
  /** By the name to which passkeys are bound. */
  const ours = () => application.address.replace('127.0.0.1', 'localhost')
  const query: Attacked['query'] = (statement, values) => ask(ownerOf(data), statement, values)
  const verify = async () => {
    const command = [node, 'src/cli.ts', 'access', 'verify-audit']
    const { code, stdout } = await workshop.run({ ANLAUFSTELLE_DATA: data }, { command }).ended
    return { code, stdout }
  }
  return {
    get address() {
      return ours()
    },
    workshop,
    stranger: (address = ours()) => createVisitor(address, surroundings),
    as: (role) => signedInAs(ours(), role, surroundings),
    query,
    async standing() {
      const hashes = Object.entries(STANDING).map(async ([name, table]) => {
        const rows = await query<{ hash: string }>(
          `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM ${table} t`
        )
        return [name, rows[0]!.hash] as const
      })
      return Object.fromEntries(await Promise.all(hashes))
    },
    async expectUnharmed(least) {
      report(`${seen.count} requests of an attack on ${expect.getState().currentTestName}`)
      expect(seen.faults).toEqual([])
      expect(seen.count).toBeGreaterThanOrEqual(least)
      expect([await application.status('/health'), await application.status('/ready')]).toEqual([200, 200])
      const lines = application
        .said()
        .split('\n')
        .filter((line) => line.startsWith('{'))
      expect(lines.length).toBeGreaterThan(least / 2)
      const tells = /"level":"error"|203\.0\.113|127\.0\.0\.1|::1|@nachbarhaus|evil|[?&]back=/
      expect(lines.filter((line) => tells.test(line) || line.includes(MARK))).toEqual([])
      expect(await verify()).toMatchObject({ code: 0 })
    }
  }
}
