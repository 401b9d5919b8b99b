export { answersOf, answersSchema, searchOf } from './answersForm.ts'
export {
  ageGroupCodes,
  situationCodes,
  topicCodes,
  type AgeGroup,
  type ReasonKey,
  type RoutingOutcome,
  type Situation,
  type Suggestion,
  type Topic
} from './model.ts'
export { FILTERS, type Filter, type FilterCounts } from './filters.ts'
export { type HelpFound, type PlaceFound, type UnknownPlace } from './found.ts'
export { helplines, type Helpline } from './helplines.ts'
export { publishedRuleSets } from './publishedRuleSets.ts'
export { type OfferReason, type RankedCentre } from './rankOffers.ts'
export { ruleSetFor } from './routing.ts'
export {
  readPageNumber,
  readSearch,
  withoutFilters,
  withoutPlace,
  writeSearch,
  type Answers,
  type Search
} from './search.ts'
