import type { Config } from '#platform/config/server/config.ts'

/** Where people reach the installation: what the operator says, else the address it listens at. */
export const addressOf = ({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string =>
  publicUrl?.origin ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** The one-time address of the set-up. */
export const setUpAddress = (address: string, token: string): string => `${address}/set-up/${token}`
