import type { RequestEvent } from '@sveltejs/kit'
import { NOTHING_HERE } from '#modules/directory/server/public.ts'
import { answerJson } from '../../../answerOpenData.ts'

export { OPTIONS } from '../../../answerOpenData.ts'

/** Programs that ask for what is not there are answered as programs. */
export const GET = (event: RequestEvent) => answerJson(event, async () => NOTHING_HERE)
