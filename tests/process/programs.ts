import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** How a program ended. Times in milliseconds. */
export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly lasted: number
}

/** A program that was started. */
export interface Program {
  readonly pid: number
  readonly ended: Promise<End>
  /** What it has said so far on both streams. */
  said(): string
  kill(signal: NodeJS.Signals): void
  endInput(): void
}

export interface Launch {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly ids?: { readonly uid: number; readonly gid: number }
  /** In a process group of its own, as a terminal gives one. */
  readonly detached?: boolean
}

/** Starts a program with exactly the environment given and collects what it says. */
export const startProgram = (command: readonly string[], launch: Launch): Program => {
  const began = performance.now()
  const [program, ...args] = command
  const child = spawn(program!, args, {
    cwd: launch.cwd,
    env: launch.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: launch.detached ?? false,
    ...launch.ids
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const ended = new Promise<End>((settle, fail) => {
    child.on('error', fail)
    child.on('exit', (code, signal) => {
      const lasted = Math.round(performance.now() - began)
      // A child of the program may keep the pipes open; what the program itself said has been read by then.
      const finish = () => settle({ code, signal, ...said, lasted })
      const patience = setTimeout(finish, 500)
      child.on('close', () => {
        clearTimeout(patience)
        finish()
      })
    })
  })
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => said.stdout + said.stderr,
    kill: (signal) => void child.kill(signal),
    endInput: () => void child.stdin.end()
  }
}

const orNothing = (read: () => string) => {
  try {
    return read()
  } catch {
    return ''
  }
}

/** The living processes that work on `folder`: it stands in their command, environment or working folder. */
export const processesOn = (folder: string): { pid: number; command: string }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => {
      const about = (what: string) => orNothing(() => readFileSync(join('/proc', name, what), 'utf8'))
      const cwd = orNothing(() => readlinkSync(join('/proc', name, 'cwd')))
      const command = about('cmdline').replaceAll('\0', ' ').trim()
      return { pid: Number(name), command, traces: `${command}\n${about('environ')}\n${cwd}` }
    })
    .filter(({ command, traces }) => command !== '' && traces.includes(folder))
    .map(({ pid, command }) => ({ pid, command }))

/** Ends a process at once; one that is gone already is no fault. */
export const killNow = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'ESRCH') throw fault
  }
}

/** Asks again and again until the answer is there. Fails after `patience` milliseconds, saying what was awaited. */
export const until = async <Value>(
  what: string,
  ask: () => Value | undefined | false | Promise<Value | undefined | false>,
  patience = 30_000
): Promise<Value> => {
  const end = performance.now() + patience
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`Waited ${patience} ms in vain until ${what}`)
    await new Promise((go) => setTimeout(go, 25))
  }
}
