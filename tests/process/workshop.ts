import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { outsideHome } from '#platform/db/server/cluster/databaseAccount.ts'
import { killNow, processesOn, startProgram, until, type End, type Launch, type Program } from './programs.ts'

export const root = realpathSync(join(import.meta.dirname, '../..'))
export const node = join(root, 'node_modules/.bin/node')
export const isRoot = process.getuid?.() === 0
/** How often each kind of kill is repeated. The long run asks for 30 and more. */
export const KILLS = Number(process.env['ANLAUFSTELLE_KILLS'] ?? 3)

export type Settings = Readonly<Record<string, string | undefined>>
export type How = Partial<Omit<Launch, 'env'>> & { readonly command?: readonly string[] }

/** A started application that answers. */
export interface RunningApplication extends Program {
  readonly address: string
  /** Milliseconds from the launch until it said that it runs. */
  readonly startTook: number
  /** The status of a GET; 0 where nobody answers. */
  status(path: string): Promise<number>
  page(path: string): Promise<string>
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<End & { readonly stopTook: number }>
}

/** A temporary folder and everything that works on it. */
export interface Workshop {
  readonly folder: string
  /** The path of a data folder that does not exist yet, in the workshop or in a folder of it. */
  newData(below?: string): string
  copyOf(data: string): string
  /** A data folder with the demonstration that was started once before. */
  demonstration(): string
  /** Starts the application, or another command, with these settings and no others. */
  run(settings: Settings, how?: How): Program
  /** Starts it and waits until it says that it runs. */
  start(settings: Settings, how?: How): Promise<RunningApplication>
  /** What still works on the workshop or on one of its folders. */
  processes(folder?: string): { pid: number; command: string }[]
}

/** Makes a workshop for a test file. After the file its processes are ended and its folders removed, come what may. */
export const useWorkshop = (): Workshop => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'anlaufstelle-process-'))
  chmodSync(folder, 0o711)
  const dataFolders: string[] = []
  const newData = (below = '') => {
    const data = join(folder, below, `data${dataFolders.length + 1}`)
    dataFolders.push(data)
    return data
  }
  const processes = (below = folder) => {
    const outside = dataFolders.filter((data) => data.startsWith(below)).map(outsideHome)
    return [below, ...outside].flatMap((place) => processesOn(place))
  }
  afterAll(async () => {
    await until('every process of the workshop is gone', () => {
      const left = processes()
      for (const { pid } of left) killNow(pid)
      return left.length === 0
    })
    for (const place of [folder, ...dataFolders.map(outsideHome)]) {
      rmSync(place, { recursive: true, force: true, maxRetries: 3 })
    }
  })
  const run: Workshop['run'] = (
    settings,
    { command = [node, 'build/program/main.js'], cwd = root, ...how } = {}
  ) => startProgram(command, { ...how, cwd, env: { ...surroundings(folder), ...settings } })
  const copyOf = (data: string) => {
    const copy = newData()
    execFileSync('cp', ['-a', data, copy])
    return copy
  }
  return {
    folder,
    newData,
    copyOf,
    demonstration: () => copyOf(inject('demonstration')),
    run,
    start: (settings, how) => untilRunning(run(settings, how)),
    processes
  }
}

const surroundings = (home: string): Settings => ({
  PATH: process.env['PATH'],
  HOME: home,
  TZ: 'Europe/Berlin',
  PORT: '0',
  ANLAUFSTELLE_LOG: 'warn'
})

/** Waits until the program says where it listens. Fails at once, with its words, where it ends before that. */
const untilRunning = async (program: Program): Promise<RunningApplication> => {
  const began = performance.now()
  let ended: End | undefined
  void program.ended.then((end) => (ended = end))
  const address = await until(
    'the application runs',
    () => {
      if (ended) throw new Error(`The application ended with ${ended.code}:\n${program.said()}`)
      return /Health\s+(http\S+)\/health/.exec(program.said())?.[1]
    },
    90_000
  )
  return {
    ...program,
    address,
    startTook: Math.round(performance.now() - began),
    status: (path) =>
      fetch(address + path).then(
        async (answer) => (await answer.arrayBuffer(), answer.status),
        () => 0
      ),
    page: async (path) => (await fetch(address + path)).text(),
    async stop(signal = 'SIGTERM') {
      const asked = performance.now()
      program.kill(signal)
      const end = await program.ended
      return { ...end, stopTook: Math.round(performance.now() - asked) }
    }
  }
}

/** Every path below a place, sorted, to see that nothing was touched; a running application's journals come and go. */
export const listing = (place: string): string[] => {
  if (!existsSync(place)) return ['(nothing)']
  if (!statSync(place).isDirectory()) return ['(a file)']
  const paths = readdirSync(place, { recursive: true }) as string[]
  return paths.filter((path) => !path.endsWith('-journal')).sort()
}

/** Writes a measured figure where the run's reader sees it. */
export const report = (line: string): void => console.log(`figure: ${line}`)
