import type { Actor } from '../model.ts'
import { OPERATIONS, type OperationName } from './accessOperations.ts'
import { WHERE, type AccessWorld, type Asking, type Target, type Where } from './accessWorld.ts'

/** Written by hand: whose role may, and what becomes of it where the record is the one who asks, or in their own organisation. */
const EXPECTED: Readonly<
  Record<OperationName, readonly [may: Asking | 'everyone', own: 'done' | 'oneself']>
> = {
  getPerson: ['everyone', 'done'],
  grantRole: ['organisationAdmin', 'oneself'],
  endRole: ['organisationAdmin', 'done'],
  disableAccount: ['organisationAdmin', 'oneself'],
  letGo: ['organisationAdmin', 'oneself'],
  listHandover: ['organisationAdmin', 'oneself'],
  noteAbsence: ['organisationAdmin', 'done'],
  endAbsence: ['organisationAdmin', 'done'],
  enableAccount: ['organisationAdmin', 'oneself'],
  resetSecondFactors: ['organisationAdmin', 'oneself'],
  exportAccount: ['dataProtectionOfficer', 'done'],
  eraseAccount: ['organisationAdmin', 'oneself'],
  renameTeam: ['organisationAdmin', 'done'],
  closeTeam: ['organisationAdmin', 'done'],
  withdrawInvitation: ['organisationAdmin', 'done'],
  resendInvitation: ['organisationAdmin', 'done']
}

/** What everyone may do to themselves, and some to others. */
const ONES_OWN: readonly OperationName[] = ['exportAccount', 'noteAbsence', 'endAbsence']

/** What the use case answers: an object that is the same, to the byte, for what is missing and what is another's. */
export const expectedAnswer = (name: OperationName, asking: Asking, where: Where): string => {
  const [may, own] = EXPECTED[name]
  if (ONES_OWN.includes(name) && where === 'own') return 'done'
  if (may !== 'everyone' && may !== asking) return JSON.stringify({ done: false, reason: 'forbidden' })
  if (where === 'other organisation' || where === 'unknown')
    return JSON.stringify({ done: false, reason: 'missing' })
  return where === 'own' && own !== 'done' ? JSON.stringify({ done: false, reason: own }) : 'done'
}

/** A cell of the matrix whose answer was not the one that is written down. */
export interface Surprise {
  readonly cell: string
  readonly answer: string
  readonly expected: string
}

/**
 * Runs every operation for every role on a record in every place, and answers the surprises with the number of cells.
 * What nothing was done to is asked about again.
 */
export const runCells = async (
  world: AccessWorld,
  asking: readonly Asking[],
  expected: (name: OperationName, asking: Asking, where: Where) => string
): Promise<{ readonly cells: number; readonly surprises: readonly Surprise[] }> => {
  const surprises: Surprise[] = []
  const fresh = new Map<string, Target>()
  let cells = 0
  for (const role of asking)
    for (const where of WHERE)
      for (const name of Object.keys(OPERATIONS) as OperationName[]) {
        const closed = 'closed' in OPERATIONS[name]
        const place = `${where === 'own' ? role : ''} ${where} ${closed}`
        const target = fresh.get(place) ?? (await world.target(role, where, closed))
        const answer = await answerOf(world, world.actor(role), name, target)
        if (answer === 'done') fresh.delete(place)
        else fresh.set(place, target)
        cells++
        const wanted = expected(name, role, where)
        if (answer !== wanted)
          surprises.push({ cell: `${role}: ${name}, ${where}`, answer, expected: wanted })
      }
  return { cells, surprises }
}

const answerOf = async (world: AccessWorld, actor: Actor, name: OperationName, target: Target) => {
  const outcome = await OPERATIONS[name].run(world.ctxOf(actor), actor, target)
  return outcome.done ? 'done' : JSON.stringify(outcome)
}
