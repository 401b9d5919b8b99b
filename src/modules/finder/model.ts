import { PROGRAMMES, SITUATIONS, TOPICS, type Programme } from '#modules/directory/index.ts'

/** What the visitor wants help with: the first question. `unknown` is also the skipped question. */
export const topicCodes = [...TOPICS, 'unknown'] as const
export type Topic = (typeof topicCodes)[number]

/**
 * Age on the day of contact, in completed years. `18to26` ends on the day before the 27th birthday,
 * because the youth migration service (JMD) is for people from 12 to under 27.
 */
export const ageGroupCodes = ['under12', '12to17', '18to26', '27plus', 'undisclosed'] as const
export type AgeGroup = (typeof ageGroupCodes)[number]

/**
 * What the visitor says about residence. `asylum`: Ankunftsnachweis or Aufenthaltsgestattung;
 * `tolerated`: Duldung; `permit`: any Aufenthaltserlaubnis incl. § 24 AufenthG, or a settlement permit;
 * `repatriate`: Spätaussiedler; `german`: German passport; `other`: something else, or does not know.
 */
export const situationCodes = [...SITUATIONS, 'undisclosed'] as const
export type Situation = (typeof situationCodes)[number]

/** Kinds of help in the directory. The order decides between equal weights. */
export const programmeCodes = PROGRAMMES
export type { Programme }

/** Key of one sentence in `messages/public` that says why a programme is suggested. */
export type ReasonKey = `finder_reason_${string}`

/** The visitor's answers as far as they decide on programmes; the place decides on centres, elsewhere. */
export type RoutingAnswers = { topic: Topic; ageGroup: AgeGroup; situation: Situation }

/** One suggested programme. `rank` counts from 1 without gaps; reasons stand strongest first. */
export type Suggestion = {
  programme: Programme
  rank: number
  reasons: ReasonKey[]
  ruleIds: string[]
}

/**
 * What the page shows. `anonymous`: advice without a name, no person file may be opened from this way in.
 * `emergency`: helplines come first. `human`: offer a person to call. `ruleVersion`: the rule set that
 * decided, or `none` when no rule set is valid on that day.
 */
export type RoutingOutcome = {
  suggestions: Suggestion[]
  anonymous: boolean
  emergency: boolean
  human: boolean
  ruleVersion: string
}
