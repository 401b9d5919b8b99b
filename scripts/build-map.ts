/**
 * Builds data/places/saxonyMap.json, the outlines of Saxony's counties, from BKG's borders (data/places/PROVENANCE.md
 * names the source). Run: node scripts/build-map.ts. The same packages give the same bytes.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { labelPoint } from './build-map/labelPoint.ts'
import { pathOf, snapped } from './build-map/pathOf.ts'
import { saxonProjection } from './build-map/saxonProjection.ts'
import { simplifyBorders, TOPOLOGY_PACKAGES } from './build-map/simplifyBorders.ts'
import { AREAS_PACKAGE, readAreas } from './build-places/readPackages.ts'
import { withPackages } from './build-places/withPackages.ts'

const TARGET = join(import.meta.dirname, '../data/places/saxonyMap.json')
const SAXONY = '14'
const WIDTH = 400
const MARGIN = 3
/** A corner smaller than this goes, in square units: about 3 km². */
const LEAST_AREA = 10

const map = withPackages([AREAS_PACKAGE, ...TOPOLOGY_PACKAGES], (installed) => {
  const counties = readAreas(installed.folder, 'kreise')
  const saxon = counties.filter(({ properties: { AGS } }) => AGS.startsWith(SAXONY))
  const { project, height } = saxonProjection(saxon, WIDTH, MARGIN)
  const outlines = simplifyBorders(installed, saxon, project, LEAST_AREA)
  return {
    height,
    counties: outlines
      .map(({ key, points }) => ({ key, ring: snapped(points) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, ring }) => ({ key, at: labelPoint(ring), path: pathOf(ring) }))
  }
})

const lines = map.counties.map((county) => `    ${JSON.stringify(county)}`).join(',\n')
writeFileSync(
  TARGET,
  `{\n  "width": ${WIDTH},\n  "height": ${map.height},\n  "counties": [\n${lines}\n  ]\n}\n`
)
console.log({
  counties: map.counties.length,
  characters: map.counties.reduce((sum, { path }) => sum + path.length, 0)
})
