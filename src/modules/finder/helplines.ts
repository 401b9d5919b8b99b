import lines from '../../../data/helplines.json' with { type: 'json' }

/** A number or service beside the centres of the directory. */
export interface Helpline {
  readonly id:
    | 'police'
    | 'rescue'
    | 'women'
    | 'men'
    | 'pastoral'
    | 'authorities'
    | 'mbeon'
    | 'jmd4you'
    | 'legalAid'
    | 'lawyers'
    | 'rlcLeipzig'
    | 'rlcDresden'
  /**
   * `emergency` stands above the results when someone is in danger; `nationwide` where no centre is near; `legal` names
   * help that counselling must not give: a lawyer's, in Saxony.
   */
  readonly group: 'emergency' | 'nationwide' | 'legal'
  readonly shown: string
  readonly href: string
  readonly source: { readonly name: string; readonly url: string }
}

/** Emergency numbers and helplines in the order in which they are shown. */
export const helplines = lines as readonly Helpline[]
