/**
 * One address for each host that an address of a database names, as libpq writes them: `postgres://…@one:5432,two:5433/name`,
 * or `?host=/one,/two` for the folders of sockets.
 */
export const databaseAddresses = (address: string): readonly string[] => {
  const [, begin = '', hosts = '', end = ''] = /^([^/]*\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(address) ?? []
  const [path = '', query = ''] = end.split('?', 2)
  const folders = new URLSearchParams(query).get('host')?.split(',') ?? []
  if (folders.length < 2) return hosts.split(',').map((host) => `${begin}${host}${end}`)
  return folders.map((folder) => {
    const asked = new URLSearchParams(query)
    asked.set('host', folder)
    return `${begin}${hosts}${path}?${asked.toString()}`
  })
}
