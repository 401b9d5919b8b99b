import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { recordEvent } from '#modules/access/server/index.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { AccountId, SessionId } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { openBenchDatabase, type BenchDatabase } from '../benchDatabase.ts'
import { median, percentile } from '../statistics.ts'

const APPENDS = 10_000
/** With and without the audit take turns, so that both meet the same disk. */
const IN_A_ROW = 500
const AT_ONCE = 8
const MILLISECONDS_ALLOWED = 1

type Work = (n: number) => Promise<unknown>
interface Series {
  readonly took: number[]
  seconds: number
}

const timed = async (work: Work, into: Series, atOnce: number) => {
  const began = performance.now()
  let n = 0
  const worker = async () => {
    while (n < IN_A_ROW) {
      const asked = performance.now()
      await work(n++)
      into.took.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  into.seconds += (performance.now() - began) / 1000
}

const inTurns = async (plain: Work, audited: Work, atOnce: number, appends = APPENDS) => {
  const [without, together] = [
    { took: [], seconds: 0 },
    { took: [], seconds: 0 }
  ] as [Series, Series]
  for (let done = 0; done < appends; done += IN_A_ROW) {
    await timed(plain, without, atOnce)
    await timed(audited, together, atOnce)
  }
  return { without, together }
}

const print = (name: string, { took, seconds }: Series) => {
  const [p50, p95] = [median(took), percentile(took, 0.95)].map((figure) => figure.toFixed(2).padStart(6))
  const rate = Math.round(took.length / seconds)
  console.log(`${name.padEnd(34)} median ${p50} ms   p95 ${p95} ms   ${rate}/s`)
}

/** Somebody who works, and a small act of theirs, a row of the business, with and without its entry in the audit. */
const actsIn = async (database: BenchDatabase): Promise<{ plain: Work; audited: Work }> => {
  const { rows } = await database.run(
    `INSERT INTO access_account (organisation_id, email, display_name, created_at, state_changed_at)
     VALUES ($1, 'bench@example.org', 'Bench', now(), now()) RETURNING id`,
    [database.organisationId]
  )
  const { id: accountId } = rows[0] as { id: AccountId }
  const ctx = database.ctx('app_work', systemClock, { accountId, sessionId: randomUUID() as SessionId })
  const addTeam = (tx: Tx, id: string) =>
    sql`INSERT INTO access_team (id, organisation_id, name, created_at)
      VALUES (${id}, ${database.organisationId}, ${id}, now())`.execute(tx)
  return {
    plain: () => ctx.write((tx) => addTeam(tx, randomUUID())),
    audited: () =>
      ctx.write(async (tx) => {
        const id = randomUUID()
        await addTeam(tx, id)
        await recordEvent(tx, ctx, { event: 'access.team.created', record: { kind: 'team', id } })
      })
  }
}

/** What an entry of the audit adds to the transaction it belongs to, alone and with eight at once. */
export const benchAuditAppend = async (): Promise<boolean> => {
  const database = await openBenchDatabase()
  try {
    const { plain, audited } = await actsIn(database)
    await inTurns(plain, audited, 1, IN_A_ROW)
    console.log(`audit append: ${APPENDS} transactions of one row, without and with its entry`)
    const alone = await inTurns(plain, audited, 1)
    print('alone, without', alone.without)
    print('alone, with', alone.together)
    const added = median(alone.together.took) - median(alone.without.took)
    const kept = added <= MILLISECONDS_ALLOWED
    console.log(
      `  adds ${added.toFixed(2)} ms (at most ${MILLISECONDS_ALLOWED} ms): ${kept ? 'kept' : 'BROKEN'}`
    )
    const parallel = await inTurns(plain, audited, AT_ONCE)
    print(`${AT_ONCE} at once, without`, parallel.without)
    print(`${AT_ONCE} at once, with (one chain)`, parallel.together)
    return kept
  } finally {
    await database.close()
  }
}
