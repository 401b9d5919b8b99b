import { listCentres } from '#modules/directory/server/public.ts'
export const load = () => listCentres
