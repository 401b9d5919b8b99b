import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/ctx.ts'
import type { BarrierReport } from '../model.ts'
import { reportBarrier } from '../server/reportBarrier.ts'

const authority = { name: 'Aufsicht Beispielland', web: 'https://aufsicht.example/' }
const address = { street: 'Beispielweg 1', postcode: '01067', town: 'Dresden' }

/** The content of a site file in which no fact is missing and nothing is marked as invented. */
export const aSiteFile = () => ({
  organisation: {
    name: 'Beispielverein e. V.',
    legalForm: 'eingetragener Verein',
    address,
    representedBy: [{ role: 'Vorstand' }],
    phone: '0351 000 10 00',
    email: 'verein@beispielverein.example',
    register: { court: 'Amtsgericht Dresden', number: 'VR 0' },
    responsible: { name: 'Vorstand' }
  },
  contact: {
    phone: '0351 000 10 01',
    email: 'hallo@beispielverein.example',
    hours: [{ days: [1, 2, 3], from: '09:00', to: '16:00' }]
  },
  privacy: {
    officer: { email: 'datenschutz@beispielverein.example' },
    authority,
    hosting: { name: 'Rechenzentrum Beispiel', place: 'Dresden', addressLogDays: 0 }
  },
  accessibility: {
    state: 'partial',
    preparedOn: '2026-09-01',
    method: 'self',
    barriers: [{ de: 'Es gibt noch keine Videos in Gebärdensprache.' }],
    phone: '0351 000 10 01',
    email: 'barriere@beispielverein.example',
    enforcement: authority
  }
})

/** A report of a barrier, sent through the portal. */
export const aBarrierReport = async (
  portal: Ctx,
  report: Partial<BarrierReport> = {}
): Promise<BarrierReport> => {
  const whole: BarrierReport = { id: randomUUID(), page: 'start', kind: 'contrast', locale: 'de', ...report }
  const outcome = await reportBarrier(portal, whole)
  if (!outcome.done) throw new Error(`The report was not kept: ${outcome.reason}`)
  return whole
}
