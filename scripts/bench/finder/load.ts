import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { percentile } from '../statistics.ts'

/** One question to the portal; a `form` is posted. */
export interface Question {
  readonly path: string
  readonly form?: string
}

/** What a run of load found. */
export interface LoadReport {
  /** Answers a second. */
  readonly rate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly answers: number
}

/** Sends questions to one address and counts them. */
export interface Visitors {
  readonly asked: number
  /**
   * `clients` ask one question after the other, until `answers` are there or `seconds` are over. Anything but 200 is a
   * fault. Prints one line, with the shares of the machine that the application and the asking took meanwhile.
   */
  ask(
    name: string,
    limits: { clients: number; answers?: number; seconds?: number },
    next: (turn: number) => Question
  ): Promise<LoadReport>
}

const TICKS_A_SECOND = 100

/** Seconds of processor time that a process has used, all its threads together. */
const secondsOf = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

/** Visitors of the application at `url`, which runs as process `pid`. They understand Brotli, as browsers do. */
export const visitorsOf = (url: string, pid: number): Visitors => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let asked = 0
  const askOnce = ({ path, form }: Question) =>
    new Promise<void>((settle, fail) => {
      const headers = {
        accept: 'text/html',
        'accept-encoding': 'br',
        ...(form && { origin: url, 'content-type': 'application/x-www-form-urlencoded' })
      }
      const call = request(url + path, { agent, method: form ? 'POST' : 'GET', headers }, (answer) => {
        answer.resume().on('end', () => {
          asked += 1
          if (answer.statusCode === 200) settle()
          else fail(new Error(`${path} answered ${answer.statusCode}`))
        })
      })
      call.on('error', fail).end(form)
    })
  return {
    get asked() {
      return asked
    },
    async ask(name, { clients, answers = Infinity, seconds = Infinity }, next) {
      const took: number[] = []
      let turn = 0
      const [began, own, others] = [performance.now(), process.cpuUsage(), secondsOf(pid)]
      const visitor = async () => {
        while (turn < answers && performance.now() - began < seconds * 1000) {
          const start = performance.now()
          await askOnce(next(turn++))
          took.push(performance.now() - start)
        }
      }
      await Promise.all(Array.from({ length: clients }, visitor))
      const passed = (performance.now() - began) / 1000
      const { user, system } = process.cpuUsage(own)
      const share = (used: number) => `${Math.round((100 * used) / passed)} %`
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => percentile(took, part)) as [
        number,
        number,
        number
      ]
      const report = { rate: took.length / passed, p50, p95, p99, answers: took.length }
      console.log(
        `${name.padEnd(38)} ${report.rate.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ` +
          `application ${share(secondsOf(pid) - others)}, load ${share((user + system) / 1e6)} of one core`
      )
      return report
    }
  }
}
