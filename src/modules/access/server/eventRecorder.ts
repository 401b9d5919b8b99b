import type { Ctx } from '#platform/ctx.ts'
import type { Tx } from '#platform/db/server/database.ts'
import { checkedPayload, type AnyEvent, type EventDeclarations, type EventOf } from '../auditEvents.ts'
import { appendEntry } from './auditRepository.ts'

/** How a module tells the audit what happened. */
export interface EventRecorder<Declared extends EventDeclarations> {
  /**
   * Writes down a declared event of the transaction's organisation, by whoever acts in it. It takes the lock of the
   * organisation's chain until the transaction ends, so it is the transaction's last statement. Throws where the event
   * is not what its module declares; a fault here is a fault of the whole transaction.
   */
  recordEvent(tx: Tx, ctx: Pick<Ctx, 'actor'>, event: EventOf<Declared>): Promise<void>
  /** The same for a look at something: looks of one session at the same within ten minutes are one event. */
  recordView(tx: Tx, ctx: Ctx, event: EventOf<Declared>): Promise<void>
}

const ONE_LOOK = 'PT10M'

/** The recorder of a module's declared events. */
export const eventRecorder = <const Declared extends EventDeclarations>(
  declared: Declared
): EventRecorder<Declared> => {
  const append = async (tx: Tx, ctx: Pick<Ctx, 'actor'>, event: AnyEvent, quietFor?: string) => {
    const actor = event.actor ?? ctx.actor?.accountId
    const payload = checkedPayload(declared, event)
    await appendEntry(tx, { ...event, ...(actor ? { actor } : {}), payload }, quietFor)
  }
  return {
    recordEvent: (tx, ctx, event) => append(tx, ctx, event),
    recordView: (tx, ctx, event) => append(tx, ctx, event, ONE_LOOK)
  }
}
