/** Costly work in turn: so much at once, so much waiting, and no more. */
export interface WorkQueue {
  /**
   * Runs `work` when its turn comes and answers what it answers; `undefined` where too much waits already. Callers of
   * different `party`s take turns, so that many from one keep nobody else waiting.
   */
  run<Value>(party: string, work: () => Promise<Value>): Promise<Value | undefined>
  /** Seconds after which there will be room again, for those who were sent away. */
  readonly patience: number
}

interface Waiting {
  start(): void
  sendAway(): void
}

/** A queue that runs `atOnce` pieces of work and lets `waiting` more wait. */
export const createWorkQueue = ({ atOnce, waiting }: { atOnce: number; waiting: number }): WorkQueue => {
  const parties = new Map<string, Waiting[]>()
  let [running, queued] = [0, 0]
  const leave = (party: string, place: 'first' | 'last') => {
    const line = parties.get(party)!
    const next = place === 'first' ? line.shift() : line.pop()
    parties.delete(party)
    // Behind all others: the parties take turns.
    if (line.length > 0) parties.set(party, line)
    queued -= 1
    return next!
  }
  /** Whoever has nothing waiting takes the place of the last of those who have most. */
  const makeRoom = (party: string) => {
    if (queued < waiting) return true
    const [longest, line] = [...parties].reduce((one, other) =>
      other[1].length > one[1].length ? other : one
    )
    if (parties.has(party) || line.length < 2) return false
    leave(longest, 'last').sendAway()
    return true
  }
  const finish = () => {
    running -= 1
    const [party] = parties.keys()
    if (party !== undefined) leave(party, 'first').start()
  }
  return {
    patience: Math.ceil(waiting / (atOnce * 4)),
    run: <Value>(party: string, work: () => Promise<Value>) =>
      new Promise<Value | undefined>((settle, fail) => {
        const start = () => {
          running += 1
          void work().then(settle, fail).finally(finish)
        }
        if (running < atOnce) return start()
        if (!makeRoom(party)) return settle(undefined)
        const line = parties.get(party) ?? []
        parties.set(party, [...line, { start, sendAway: () => settle(undefined) }])
        queued += 1
      })
  }
}
