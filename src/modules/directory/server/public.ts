import type { Ctx } from '#platform/ctx.ts'
import type { CentrePage, CountyCentres, Offer, OfferQuestion } from '../model.ts'

/** The offers for a place: every one that covers it, then the nearest others. */
export type ListOffersFor = (ctx: Ctx, question: OfferQuestion) => Promise<readonly Offer[]>
/** A centre's page; `undefined` when no public centre has this slug. */
export type FindCentreBySlug = (ctx: Ctx, slug: string) => Promise<CentrePage | undefined>
/** All public centres, grouped by county key. */
export type ListCentres = (ctx: Ctx) => Promise<readonly CountyCentres[]>
