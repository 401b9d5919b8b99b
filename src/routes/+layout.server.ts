import type { LayoutServerLoad } from './$types'

/** Pages of faults outside the portal speak the reader's language as well. */
export const load: LayoutServerLoad = ({ locals }) => ({ locale: locals.locale })
