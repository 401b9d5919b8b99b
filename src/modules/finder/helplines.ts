import lines from '../../../data/helplines.json' with { type: 'json' }

/** A number or service for the whole of Germany. */
export interface Helpline {
  readonly id: 'police' | 'rescue' | 'women' | 'men' | 'pastoral' | 'authorities' | 'mbeon' | 'jmd4you'
  /** `emergency` stands above the results when someone is in danger; `nationwide` where no centre is near. */
  readonly group: 'emergency' | 'nationwide'
  readonly shown: string
  readonly href: string
  readonly source: { readonly name: string; readonly url: string }
}

/** Emergency numbers and helplines in the order in which they are shown. */
export const helplines = lines as readonly Helpline[]
