import { ROLES } from '#modules/access/index.ts'
import { anAccount } from '#modules/access/testing/factories.ts'
import { freePort } from '#testing/freePort.ts'
import { ask, ownerOf } from '../cluster.ts'
import { until } from '../programs.ts'
import type { Settings, Workshop } from '../workshop.ts'
import { openMatrixWorld, type MatrixWorld } from './matrixWorld.ts'
import { openClient } from './requests.ts'
import { handlersOfRouter } from './routerHandlers.ts'
import { runMatrix, type MatrixRun } from './runMatrix.ts'
import { makeVisitors } from './visitors.ts'

/**
 * Requests that are under way at once. An attempt to sign in counts as wrong until it was right, and all visitors try one
 * account: as many as are free of delay may be under way together.
 */
const LANES = 4

interface Wish {
  readonly settings: Settings
  readonly nth: number
  /** Where the program lies; the one that is tested unless told. */
  readonly cwd?: string
  /** Done before the first request. */
  readonly arrange?: (world: MatrixWorld) => Promise<void>
}

/** Starts the built product on a demonstration of its own, plants the other organisation and runs the matrix on it. */
export const runOn = async (workshop: Workshop, { settings, nth, cwd, arrange }: Wish) => {
  const [data, port] = [workshop.demonstration(), await freePort()]
  const place = { ANLAUFSTELLE_DATA: data, PORT: String(port) }
  const application = await workshop.start({ ...settings, ...place }, cwd === undefined ? {} : { cwd })
  await until('somebody of every role may sign in', async () => {
    const roles = 'SELECT count(DISTINCT role)::int AS count FROM access_role_grant'
    return (await ask<{ count: number }>(ownerOf(data), roles))[0]!.count === ROLES.length
  })
  const world = await openMatrixWorld(data)
  const client = openClient(port, LANES)
  try {
    return await runIn({ world, client, nth }, arrange)
  } finally {
    client.close()
    await world.close()
    await application.stop()
  }
}

interface Ready {
  readonly world: MatrixWorld
  readonly client: ReturnType<typeof openClient>
  readonly nth: number
}

/** What a run showed, with what the other organisation had before and after it. */
interface Seen extends MatrixRun {
  readonly seconds: number
  readonly foreignBefore: Readonly<Record<string, string>>
  readonly foreignAfter: Readonly<Record<string, string>>
}

const runIn = async ({ world, client, nth }: Ready, arrange: Wish['arrange']): Promise<Seen> => {
  const [bystander, visitors, handlers] = [
    await anAccount(world.ctx),
    await makeVisitors(world),
    await handlersOfRouter()
  ]
  await arrange?.(world)
  for (const visitor of visitors) await visitor.renew()
  const foreignBefore = await world.foreignChecksums()
  const began = performance.now()
  const seen = await runMatrix({ world, client, bystander, handlers, nth }, visitors, LANES)
  const seconds = (performance.now() - began) / 1000
  return { ...seen, seconds, foreignBefore, foreignAfter: await world.foreignChecksums() }
}
