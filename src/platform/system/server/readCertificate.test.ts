import { once } from 'node:events'
import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net'
import { createServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import { freePort } from '#testing/freePort.ts'
import { selfSignedCertificate } from '#testing/selfSignedCertificate.ts'
import { readCertificate } from './readCertificate.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})
const listening = async (server: Server) => {
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
const aProxy = (name: string, now = systemClock.now()) =>
  listening(createServer(selfSignedCertificate(name, now), (socket) => socket.on('error', () => undefined)))
const read = (port: number) => readCertificate(new URL(`https://help.example.org:${port}`))
const hoursUntil = (moment: Temporal.Instant) => Math.round(systemClock.now().until(moment).total('hours'))

test('the proxy of this machine shows how long its certificate holds', async () => {
  const certificate = await read(await aProxy('help.example.org'))
  expect(hoursUntil(certificate!.validUntil)).toBe(12)
  expect(hoursUntil(certificate!.validFrom)).toBe(-12)
})

test('one that has run out is told of too', async () => {
  const certificate = await read(await aProxy('help.example.org', systemClock.now().subtract({ hours: 48 })))
  expect(hoursUntil(certificate!.validUntil)).toBe(-36)
})

test('a certificate of another name is somebody else’s', async () => {
  expect(await read(await aProxy('other.example.org'))).toBeUndefined()
})

test('without a proxy there is none', async () => {
  expect(await read(await freePort())).toBeUndefined()
})

test('one that says nothing is not waited for', async () => {
  const port = await listening(createPlainServer((socket) => void socket.on('error', () => undefined)))
  const began = performance.now()
  expect(await read(port)).toBeUndefined()
  expect(performance.now() - began).toBeLessThan(4_000)
})
