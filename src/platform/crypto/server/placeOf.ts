import type { Ctx, OrganisationId } from '#platform/ctx.ts'

/** The organisation that a value is bound to. Throws where the ctx sees none: nothing is sealed for nobody. */
export const organisationOf = ({ organisationId }: Pick<Ctx, 'organisationId'>): OrganisationId => {
  if (!organisationId) throw new Error('A sealed value is of an organisation')
  return organisationId
}

/**
 * The place that a sealed value is bound to, outside of which it does not open: its column (`table.column`), the organisation, and
 * what else tells its row from all others.
 */
export const placeOf = (
  ctx: Pick<Ctx, 'organisationId'>,
  column: string,
  ...row: readonly (string | number)[]
): string => [column, organisationOf(ctx), ...row].join(' ')
