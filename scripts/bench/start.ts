import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { median } from './statistics.ts'
import { startApplication } from '#testing/startedApplication.ts'

/** `npm run bench:start`: first and later starts and stops of the built product, with demonstration data. */
const rounds = Number(process.argv[2] ?? 5)
const first: number[] = []
const later: number[] = []
const stops: number[] = []

for (let round = 0; round < rounds; round++) {
  const data = mkdtempSync('/tmp/anlaufstelle-bench-')
  chmodSync(data, 0o711)
  const one = await startApplication(data)
  first.push(one.startedIn)
  stops.push(await one.stop())
  const two = await startApplication(data)
  later.push(two.startedIn)
  stops.push(await two.stop())
  rmSync(data, { recursive: true, force: true })
}

const say = (name: string, figures: number[]) =>
  console.log(
    `${name.padEnd(12)} median ${Math.round(median(figures))} ms, slowest ${Math.round(Math.max(...figures))} ms`
  )
say('first start', first)
say('later start', later)
say('stop', stops)
