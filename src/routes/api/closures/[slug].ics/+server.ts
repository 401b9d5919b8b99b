import type { RequestEvent } from '@sveltejs/kit'
import { answerClosures } from '../../answerClosures.ts'

export { OPTIONS } from '../../answerOpenData.ts'

/** When one centre is closed. */
export const GET = (event: RequestEvent) => answerClosures(event, event.params['slug'] ?? '')
