import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'

/** The folder of real data beside the checkout, or nothing where it is absent. */
export const findSharedData = (folder: string): string | undefined => {
  const path = join(import.meta.dirname, '../../../../../shared/data', folder)
  return existsSync(path) ? path : undefined
}

type Json = Record<string, unknown>

/** A file of UTF-8 JSON. */
export const jsonFile = (value: unknown, name = 'feed.json') => ({ name, text: JSON.stringify(value) })

/** An HSDS organization. */
export const anOrganization = (more: Json = {}): Json => ({
  id: randomUUID(),
  name: 'Beispielträger',
  description: 'Ein Träger.',
  ...more
})

/** An HSDS location in Freiberg, without a position. */
export const aLocation = (more: Json = {}): Json => ({
  id: randomUUID(),
  location_type: 'physical',
  name: 'Beispielhaus',
  addresses: [
    {
      id: randomUUID(),
      address_1: 'Beispielstraße 12',
      city: 'Freiberg',
      postal_code: '09599',
      country: 'DE',
      address_type: 'physical'
    }
  ],
  ...more
})

/** An HSDS service with its organization nested. */
export const aNestedService = (more: Json = {}): Json => ({
  id: randomUUID(),
  name: 'Beispielberatung',
  status: 'active',
  organization: anOrganization(),
  service_at_locations: [{ id: randomUUID(), location: aLocation() }],
  ...more
})

/** An attribute of one of our own taxonomies. */
export const anAttribute = (taxonomy: string, code: string): Json => ({
  id: randomUUID(),
  taxonomy_term: { id: randomUUID(), name: code, description: code, code, taxonomy }
})
