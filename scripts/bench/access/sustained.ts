import { argon2, randomBytes } from 'node:crypto'

/** How often a second `clients` get `work` done, each again and again for some seconds. */
export const sustained = async (
  clients: number,
  seconds: number,
  work: (client: number) => Promise<unknown>
): Promise<number> => {
  let count = 0
  const began = performance.now()
  const client = async (_: unknown, n: number) => {
    while (performance.now() - began < seconds * 1_000) {
      await work(n)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return count / ((performance.now() - began) / 1_000)
}

/** One Argon2id as a sign-in computes it, and nothing else. */
export const bareArgon2 = (): Promise<void> =>
  new Promise((settle, fail) => {
    const parameters = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32, nonce: randomBytes(16) }
    argon2('argon2id', { ...parameters, message: 'vier blaue Stühle' }, (fault) =>
      fault ? fail(fault) : settle()
    )
  })
