import type { Transport } from '@sveltejs/kit/hooks'
import { ServerOnly } from '#platform/serverOnly.ts'

/** What is meant for the server alone does not travel. */
export const transport: Transport = {
  ServerOnly: {
    encode: (value) => value instanceof ServerOnly && [],
    decode: () => {
      throw new Error('This is known to the server only')
    }
  }
}
