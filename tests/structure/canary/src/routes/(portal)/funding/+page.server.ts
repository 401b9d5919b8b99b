import { listFunders } from '#modules/funding/server/public.ts'
import { listAll } from '#modules/directory/server/index.ts'
export const load = () => [listFunders, listAll]
