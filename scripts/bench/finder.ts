import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { percentile } from './statistics.ts'
import { startApplication } from '#testing/startedApplication.ts'

/**
 * `npm run bench:finder`: one visitor after the other asks the finder of the built product over the demonstration
 * data: a page that can be shared (GET) and one with age and situation (POST). Load and product share the machine.
 */
const asked = Number(process.argv[2] ?? 1000)
const places = ['01099', '02625', '04103', '08056', '09599', '01796', '02826', '04509', '08523', '09111']
const topics = ['letter', 'residence', 'work', 'german', 'housing', 'talk']

const data = mkdtempSync('/tmp/anlaufstelle-bench-')
chmodSync(data, 0o711)
const application = await startApplication(data)

const measure = async (name: string, ask: (turn: number) => Promise<Response>) => {
  const took: number[] = []
  for (let turn = 0; turn < asked + 50; turn++) {
    const began = performance.now()
    const answer = await ask(turn)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}`)
    if (turn >= 50) took.push(performance.now() - began)
  }
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(took, share).toFixed(1))
  console.log(`${name.padEnd(14)} p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms over ${asked} requests`)
}

const search = (turn: number) => `topic=${topics[turn % topics.length]}&place=${places[turn % places.length]}`

await measure('start', () => fetch(`${application.url}/de`))
await measure('results GET', (turn) => fetch(`${application.url}/de/find/results?${search(turn)}`))
await measure('results POST', (turn) =>
  fetch(`${application.url}/de/find/results?${search(turn)}`, {
    method: 'POST',
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      origin: application.url
    },
    body: `age=27plus&situation=asylum`
  })
)
console.log(`memory         ${Math.round(await application.memory())} MiB after all of it`)
await application.stop()
rmSync(data, { recursive: true, force: true })
