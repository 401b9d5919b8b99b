import { workTextsFor, type WorkTexts } from '#i18n/workTexts.ts'
import { HSDS_KINDS, PARAMETERS, RECORD_PARAMETERS, type HsdsKind } from './readQuestion.ts'

const SPECIFICATION = 'https://raw.githubusercontent.com/openreferral/specification/3.1/schema/compiled'
const SCHEMAS: Readonly<Record<HsdsKind, { readonly one: string; readonly listed: string }>> = {
  services: { one: 'service.json', listed: 'service_list.json' },
  organizations: { one: 'organization.json', listed: 'organization_list.json' },
  service_at_locations: { one: 'service_at_location.json', listed: 'service_at_location_list.json' },
  taxonomies: { one: 'taxonomy.json', listed: 'taxonomy.json' },
  taxonomy_terms: { one: 'taxonomy_term.json', listed: 'taxonomy_term.json' }
}

/** HSDS's `/`: which version is spoken, and where it is described. `base` is the address of the API. */
export const apiDetails = (base: string) => ({
  version: '3.1',
  profile: 'https://docs.openreferral.org/',
  openapi_url: `${base}/openapi.json`
})

/** The API as OpenAPI 3.1 describes it, with exactly the parameters that it understands. `base` is its address. */
export const openApiDocument = (base: string) => {
  const t = workTextsFor('en')
  return {
    openapi: '3.1.0',
    info: { title: t('open_data_api_title'), version: '3.1', description: t('open_data_api_about') },
    servers: [{ url: base }],
    paths: {
      '/': { get: { operationId: 'getApiDetails', responses: answers(t, { type: 'object' }) } },
      '/openapi.json': { get: { operationId: 'getOpenApi', responses: answers(t, { type: 'object' }) } },
      ...Object.fromEntries<object>(HSDS_KINDS.flatMap((kind) => pathsOf(t, kind)))
    },
    components: { schemas: { Page, Problem }, parameters: parameters(t) }
  }
}

const pathsOf = (t: WorkTexts, kind: HsdsKind): [string, object][] => {
  const { one, listed } = SCHEMAS[kind]
  const items = { type: 'array', items: { $ref: `${SPECIFICATION}/${listed}` } }
  const page = { allOf: [{ $ref: '#/components/schemas/Page' }], properties: { contents: items } }
  return [
    [
      `/${kind}`,
      {
        get: { operationId: `list_${kind}`, parameters: named(PARAMETERS[kind]), responses: answers(t, page) }
      }
    ],
    [
      `/${kind}/{id}`,
      {
        get: {
          operationId: `get_${kind}`,
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            ...named(RECORD_PARAMETERS[kind])
          ],
          responses: answers(t, { $ref: `${SPECIFICATION}/${one}` })
        }
      }
    ]
  ]
}

const named = (names: readonly string[]) => names.map((name) => ({ $ref: `#/components/parameters/${name}` }))

const answers = (t: WorkTexts, schema: object) => ({
  200: { description: t('open_data_answer'), content: { 'application/json': { schema } } },
  default: {
    description: t('open_data_problem'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  }
})

const whole = { type: 'integer', minimum: 1 }
const truth = { type: 'boolean' }
const id = { type: 'string', format: 'uuid' }

const parameters = (t: WorkTexts) => {
  const query = (name: string, schema: object, description: string): [string, object] => [
    name,
    { name, in: 'query', required: false, description, schema }
  ]
  return Object.fromEntries<object>([
    query('page', whole, t('open_data_parameter_page')),
    query('per_page', { ...whole, default: 50, maximum: 100 }, t('open_data_parameter_per_page')),
    query('format', { type: 'string', enum: ['json'] }, t('open_data_parameter_format')),
    query('search', { type: 'string', maxLength: 200 }, t('open_data_parameter_search')),
    query('taxonomy_term_id', id, t('open_data_parameter_taxonomy_term_id')),
    query('taxonomy_id', id, t('open_data_parameter_taxonomy_id')),
    query('organization_id', id, t('open_data_parameter_organization_id')),
    query('modified_after', { type: 'string', format: 'date-time' }, t('open_data_parameter_modified_after')),
    query('minimal', truth, t('open_data_parameter_minimal')),
    query('full', truth, t('open_data_parameter_full')),
    query('full_service', truth, t('open_data_parameter_full_service')),
    query('top_only', truth, t('open_data_parameter_top_only')),
    query('parent_id', id, t('open_data_parameter_parent_id'))
  ])
}

const counted = { type: 'integer' }
const Page = {
  type: 'object',
  properties: {
    total_items: counted,
    total_pages: counted,
    page_number: counted,
    size: counted,
    first_page: truth,
    last_page: truth,
    empty: truth
  }
}

/** RFC 9457. */
const Problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: counted,
    detail: { type: 'string' }
  }
}
