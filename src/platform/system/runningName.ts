const PREFIX = 'anlaufstelle running '

/** What the connection of a running application calls itself, so that the database can tell which versions run. */
export const runningName = (version: string): string => `${PREFIX}${version}`

/** The version in such a name. */
export const versionIn = (name: string): string => name.slice(PREFIX.length)

/** Matches every such name, as SQL's LIKE does. */
export const RUNNING_NAMES = `${PREFIX}%`
