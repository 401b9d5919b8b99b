import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { loadReferencePlaces } from '#modules/places/server/index.ts'
import { workTextsFor } from '#i18n/workTexts.ts'
import type { Ctx } from '#platform/ctx.ts'
import { useTestDatabase } from '#testing/testDatabase.ts'
import { hostileFiles } from '../testing/hostileFiles.ts'
import { importHsds } from './importHsds.ts'

const LONG = process.env['ANLAUFSTELLE_LONG'] === '1'
/** Of the processor: others may need it too. */
const MILLISECONDS_ALLOWED = 5_000
const MEBIBYTES_ALLOWED = 256

const base = useTestDatabase()
let ctx: Ctx
beforeAll(async () => {
  await loadReferencePlaces(base.ctx('owner'))
  ctx = base.ctx('app_work', await base.addOrganisation())
})

const texts = [workTextsFor('de'), workTextsFor('en')]
const residentMebibytes = () => process.memoryUsage.rss() / 1024 / 1024

test(
  'no file crashes the import, takes it long or much memory, or is refused without words that help',
  { timeout: LONG ? 900_000 : 120_000 },
  async () => {
    const files = hostileFiles(LONG)
    expect(files.length).toBeGreaterThanOrEqual(200)
    for (const file of files) {
      globalThis.gc?.()
      const held = residentMebibytes()
      let peak = held
      const watch = setInterval(() => (peak = Math.max(peak, residentMebibytes())), 5)
      const began = process.cpuUsage()
      const report = await importHsds(ctx, { source: randomUUID(), files: [file], dryRun: false })
      const { user, system } = process.cpuUsage(began)
      clearInterval(watch)
      expect((user + system) / 1000, file.name).toBeLessThan(MILLISECONDS_ALLOWED)
      expect(Math.max(peak, residentMebibytes()) - held, file.name).toBeLessThan(MEBIBYTES_ALLOWED)
      expect(report.lines.length, file.name).toBeGreaterThan(0)
      for (const line of report.lines) {
        expect(line.outcome !== 'refused' || line.findings.length > 0, file.name).toBe(true)
        for (const { reason, params } of line.findings)
          for (const say of texts) expect(say(reason, params), file.name).toMatch(/^\S.{8,}[.“]$/su)
      }
    }
    expect('polluted' in {}).toBe(false)
  }
)
