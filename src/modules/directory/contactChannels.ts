import type { Channel } from './model.ts'

/**
 * Every way to be reached besides the phone: the main e-mail address first, the website last. One that is among the
 * channels as well is named once, with what the channel says about it.
 */
export const contactChannels = (
  email: string | null,
  channels: readonly Channel[],
  website: string | null
): Channel[] => {
  const plain = (kind: Channel['kind'], value: string | null): Channel[] =>
    value === null || channels.some((channel) => channel.kind === kind && channel.value === value)
      ? []
      : [{ kind, value, note: null }]
  return [...plain('email', email), ...channels, ...plain('web', website)]
}
