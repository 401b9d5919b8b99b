import { SetupFault } from '#platform/errors/SetupFault.ts'
import type { OwnerConnection } from './connection.ts'
import { connectAsOwner } from './prepareDatabase.ts'

/** Whether a server can be written; or why it is not known. */
const ask = async (owner: OwnerConnection): Promise<boolean | SetupFault> => {
  try {
    const client = await connectAsOwner(owner)
    const { rows } = await client
      .query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby')
      .finally(() => client.end())
    return !rows[0]!.standby
  } catch (fault) {
    return fault instanceof SetupFault ? fault : new SetupFault(`The database ${owner.host} does not answer`)
  }
}

/**
 * The one of several hosts that can be written, of more than one the first; they are asked at the same time. A single host is taken as it is.
 * Refuses where none can be written.
 */
export const findPrimary = async (owners: readonly OwnerConnection[]): Promise<OwnerConnection> => {
  if (owners.length === 1) return owners[0]!
  const answers = await Promise.all(owners.map(ask))
  const primary = owners[answers.indexOf(true)]
  if (primary) return primary
  const fault = answers.find((answer) => answer instanceof SetupFault)
  throw new SetupFault(
    `None of the ${owners.length} hosts in DATABASE_URL can be written${fault ? `: ${fault.message}` : ', all are standbys: promote one'}`
  )
}
