import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { deriveKey } from '#platform/crypto/server/deriveKey.ts'
import { createWorkQueue, type WorkQueue } from './workQueue.ts'

/** What an account keeps of its password. */
export interface StoredPassword {
  readonly salt: Buffer
  readonly verifier: Buffer
  readonly format: number
}

/**
 * Format 1: Argon2id (RFC 9106) with 64 MiB, three passes, one lane and 32 bytes, of the password in NFKC; HKDF-SHA-256
 * (RFC 5869) of that, with an info of its own for each use.
 */
const PASSWORD_FORMAT = 1
const PARAMETERS = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 } as const
const VERIFIER = 'password verifier 1'
const WRAPPING = 'password wrapping key 1'
const SALT_LENGTH = 16

/**
 * The entry and the request handlers are two copies of this module in one process, and share its memory: 128 MiB at most,
 * in two of the four threads that also read files and resolve names.
 */
const place = Symbol.for('anlaufstelle.passwordWork')
const meetingPoint = globalThis as { [place]?: { readonly queue: WorkQueue; count: number } }
const shared = (meetingPoint[place] ??= { queue: createWorkQueue({ atOnce: 2, waiting: 16 }), count: 0 })

/** Seconds to wait for those who are sent away. */
export const PASSWORD_PATIENCE = shared.queue.patience

/** How often this process has computed an Argon2id. */
export const countPasswordWork = (): number => shared.count

/** A password that was shown or chosen: what it opens lies under this key, which is never stored. */
export interface RightPassword {
  readonly wrappingKey: Buffer
}

/** A password that is chosen, with what is kept of it. */
export interface NewPassword extends StoredPassword, RightPassword {}

interface Derived extends RightPassword {
  readonly verifier: Buffer
}

/** Runs one Argon2id in turn; `undefined` where too many wait. `party` is whose turn it is. */
const derive = (password: string, salt: Buffer, party: string): Promise<Derived | undefined> =>
  shared.queue.run(
    party,
    () =>
      new Promise((settle, fail) => {
        shared.count += 1
        argon2(
          'argon2id',
          { ...PARAMETERS, message: password.normalize('NFKC'), nonce: salt },
          (fault, key) => {
            if (fault) return fail(fault)
            settle({ verifier: deriveKey(key, VERIFIER), wrappingKey: deriveKey(key, WRAPPING) })
            key.fill(0)
          }
        )
      })
  )

/** What is kept of a new password; `undefined` where too many wait. */
export const storePassword = async (password: string, party = ''): Promise<NewPassword | undefined> => {
  const salt = randomBytes(SALT_LENGTH)
  const derived = await derive(password, salt, party)
  return derived && { ...derived, salt, format: PASSWORD_FORMAT }
}

/** What a password is found to be: right, with the key it gives; wrong; or not looked at, because too many wait. */
export type PasswordVerdict = RightPassword | 'wrong' | 'busy'

/**
 * Whether a password is the stored one. Where nothing is stored the work is the same, with the salt that stands in
 * for it, and the answer is no. `busy` where too many wait.
 */
export const checkPassword = async (
  password: string,
  stored: StoredPassword | undefined,
  standIn: Buffer,
  party: string
): Promise<PasswordVerdict> => {
  const derived = await derive(password, stored?.salt ?? standIn.subarray(0, SALT_LENGTH), party)
  if (!derived) return 'busy'
  const { verifier, wrappingKey } = derived
  const same = timingSafeEqual(verifier, stored?.verifier ?? standIn)
  return same && stored?.format === PASSWORD_FORMAT ? { wrappingKey } : 'wrong'
}
