import { z } from 'zod'

/** How an archive is laid out; a program refuses one of a later format. */
export const ARCHIVE_FORMAT = 1

/** The first entry of an archive, and the last. */
export const ABOUT = 'about.json'
export const MANIFEST = 'manifest.json'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What an archive says of itself before anything else. */
export const aboutSchema = z.object({
  format: z.int().positive(),
  /** `content`: everything but what opens what is sealed. `keys`: that alone. */
  kind: z.enum(['content', 'keys']),
  /** The same in both archives of a backup. */
  backup: z.uuid(),
  /** By the database's clock, in UTC. */
  takenAt: z.iso.datetime(),
  product: z.string().max(40),
  /** Name of the last migration. */
  schema: z.string().max(100),
  organisation: z.object({ id: z.uuid(), name: z.string() }),
  /** Where its audit and its ledger of erasures stood, and the public key of its anchors. */
  head: z.object({ position: z.int().nonnegative(), hash: z.string() }),
  erasures: z.int().nonnegative(),
  anchorKey: z.string()
})
export type About = Readonly<z.infer<typeof aboutSchema>>

/** What has to have come out of an archive. */
export const manifestSchema = z.object({
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int().nonnegative(), sha256 })
  ),
  files: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative(), sha256 }))
})
export type Manifest = Readonly<z.infer<typeof manifestSchema>>
export type CopiedTable = Manifest['tables'][number]
export type CopiedFile = Manifest['files'][number]

/** Why an archive is of no use. */
export type ArchiveReason =
  | 'identity' // nothing in it is sealed to this identity
  | 'damaged' // it was changed, cut off, or is none
  | 'newer' // a later version of the program wrote it

/** An archive that is of no use, named by its path. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault'
  readonly path: string
  readonly reason: ArchiveReason
  constructor(path: string, reason: ArchiveReason, cause?: unknown) {
    super(`${path}: ${reason}`, { cause })
    this.path = path
    this.reason = reason
  }
}
