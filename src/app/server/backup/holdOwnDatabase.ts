import type { Config } from '#platform/config/server/config.ts'
import { openCluster } from '#platform/db/server/cluster/openCluster.ts'
import { readDatabaseUrls, type OwnerConnection } from '#platform/db/server/connection.ts'
import { findPrimary } from '#platform/db/server/findPrimary.ts'

/**
 * The database server of these settings with nothing done to it: the external one, or the embedded one, made where
 * there is none. Refuses with a SetupFault while an application runs on the data folder.
 */
export const holdOwnDatabase = async ({
  databaseUrl,
  dataDirectory
}: Config): Promise<{ readonly owner: OwnerConnection; release(): Promise<void> }> => {
  if (databaseUrl !== undefined)
    return { owner: await findPrimary(readDatabaseUrls(databaseUrl)), release: () => Promise.resolve() }
  const hold = await openCluster({ dataDirectory, as: 'application' })
  return { owner: hold.cluster.owner, release: hold.release }
}
