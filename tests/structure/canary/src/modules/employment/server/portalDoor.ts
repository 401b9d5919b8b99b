import { listCentres } from '#modules/directory/server/public.ts'
export const portalDoor = listCentres
