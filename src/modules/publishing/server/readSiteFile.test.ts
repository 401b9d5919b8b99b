import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aSiteFile } from '../testing/factories.ts'
import { openVideo } from './openVideo.ts'
import { readSiteFile } from './readSiteFile.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-site-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (content: string | Uint8Array, name = 'site.json') => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const film = { file: 'gruss.mp4', explains: 'about', title: { de: 'Gruß' }, text: { de: 'Guten Tag.' } }
const withFilm = () => write(JSON.stringify({ ...aSiteFile(), videos: [film] }))

describe('a site file', () => {
  test('is read with the folder it lies in', async () => {
    const read = await readSiteFile(write(JSON.stringify(aSiteFile())))
    expect(read).toMatchObject({ folder, faults: [], missing: [] })
  })

  test.each<[what: string, content: string | Uint8Array, line: RegExp]>([
    ['that is cut off', '{"organisation": {', /is not JSON: compare it with/],
    ['that is empty', '', /is not JSON/],
    ['in another encoding', Buffer.from('{"a":"\xfc"}', 'latin1'), /is not UTF-8 text/],
    ['of two megabytes', ' '.repeat(2_000_000), /larger than 1 MB/]
  ])('%s is refused with one line and exit code 2', async (_, content, line) => {
    const refused = readSiteFile(write(content))
    await expect(refused).rejects.toMatchObject({ name: 'SetupFault', exitCode: 2 })
    await expect(refused).rejects.toThrow(line)
  })

  test('that is not there, or a folder, is refused by name', async () => {
    await expect(readSiteFile(join(folder, 'none.json'))).rejects.toThrow(/cannot be read \(ENOENT\)/)
    await expect(readSiteFile(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/)
  })
})

describe('a video of the site file', () => {
  test('must lie beside it, as a plain file', async () => {
    const fault = { path: 'videos.0.file', reason: 'publishing_site_no_video' }
    const path = withFilm()
    expect((await readSiteFile(path)).faults).toEqual([fault])
    symlinkSync('/etc/passwd', join(folder, film.file))
    expect((await readSiteFile(path)).faults).toEqual([fault])
    rmSync(join(folder, film.file))
    mkdirSync(join(folder, film.file))
    expect((await readSiteFile(path)).faults).toEqual([fault])
    rmSync(join(folder, film.file), { recursive: true })
    write('film', film.file)
    expect((await readSiteFile(path)).facts?.videos).toEqual([film])
  })

  const read = async (file: string, range: string | null = null) => {
    const part = await openVideo({ folder, videos: [film] }, file, range)
    if (!part || 'unsatisfiable' in part) return part
    const { body, close: _, ...facts } = part
    return { ...facts, text: await new Response(body()).text() }
  }

  test('is given whole or in part', async () => {
    write('0123456789', film.file)
    const whole = { type: 'video/mp4', from: 0, to: 9, total: 10, part: false, text: '0123456789' }
    expect(await read(film.file)).toEqual(whole)
    expect(await read(film.file, 'bytes=2-4')).toMatchObject({ part: true, from: 2, to: 4, text: '234' })
    expect(await read(film.file, 'bytes=-3')).toMatchObject({ text: '789' })
    expect(await read(film.file, 'bytes=10-')).toEqual({ unsatisfiable: 10 })
  })

  test('is given by its name in the file alone, and never through a link', async () => {
    write('{}', 'site.json')
    write('x', 'other.mp4')
    for (const file of ['site.json', 'other.mp4', '../gruss.mp4', `./${film.file}`, '', 'GRUSS.MP4'])
      expect([file, await read(file)]).toEqual([file, undefined])
    expect(await read(film.file)).toBeUndefined()
    symlinkSync(join(folder, 'site.json'), join(folder, film.file))
    expect(await read(film.file)).toBeUndefined()
  })

  test('that is empty is none', async () => {
    write('', film.file)
    expect(await read(film.file)).toBeUndefined()
  })
})
