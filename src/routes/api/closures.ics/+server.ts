import type { RequestEvent } from '@sveltejs/kit'
import { answerClosures } from '../answerClosures.ts'

export { OPTIONS } from '../answerOpenData.ts'

/** When centres are closed. */
export const GET = (event: RequestEvent) => answerClosures(event)
