import { openCluster } from '#platform/db/server/cluster/openCluster.ts'

/** Does what a command-line call does: holds the cluster of the folder named, until its input ends. */
const hold = await openCluster({ dataDirectory: process.argv[2]!, as: 'command' })
console.log('holding')
process.stdin.resume().on('end', () => void hold.release().then(() => process.exit(0)))
