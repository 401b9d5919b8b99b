import type { Offer } from '#modules/directory/index.ts'
import type { County, PlaceHit } from '#modules/places/index.ts'
import type { FilterCounts } from './filters.ts'
import type { RoutingOutcome } from './model.ts'
import type { RankedCentre } from './rankOffers.ts'

/** What a search says about where the visitor lives. */
export type PlaceFound =
  | { readonly kind: 'none' }
  /** A postcode or municipality. */
  | { readonly kind: 'place'; readonly hit: PlaceHit }
  | { readonly kind: 'county'; readonly county: County }
  /** Several places may be meant; best first. */
  | { readonly kind: 'several'; readonly hits: readonly PlaceHit[]; readonly byPostcode: boolean }
  /** Nothing bears that name; places whose names are one typing error away, if any. */
  | { readonly kind: 'unknown'; readonly reason: UnknownPlace; readonly similar: readonly PlaceHit[] }

export type UnknownPlace = 'short' | 'long' | 'name' | 'postcode'

/** What the finder has to say to a visitor. */
export interface HelpFound {
  readonly routing: RoutingOutcome
  readonly place: PlaceFound
  /** Best first, narrowed to the wishes; empty where no place is known. */
  readonly centres: readonly RankedCentre[]
  readonly counts: FilterCounts
  /** True where some centre within reach is responsible for the place, whatever is wished. */
  readonly covered: boolean
  /**
   * True where the place is not in Saxony and neither is any help for it: no offer found covers the place, and none lies
   * outside Saxony. Whatever is wished.
   */
  readonly outside: boolean
  /** The first centre that can be called, whatever is wished. */
  readonly human: Offer | undefined
  /** When this was true. */
  readonly at: Temporal.Instant
}
