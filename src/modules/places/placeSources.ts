import sources from '../../../data/places/sources.json' with { type: 'json' }

/** A source of the place data, for the page that gives credit. */
export interface PlaceSource {
  readonly id: string
  readonly name: string
  /** The attribution its licence asks for, word for word. */
  readonly holder: string
  readonly licence: string
  readonly licenceUrl: string
  readonly sourceUrl: string
  readonly stateOfData: string
  /** Message key that says what the source is used for. */
  readonly usedForKey: string
}

export const placeSources: readonly PlaceSource[] = sources
