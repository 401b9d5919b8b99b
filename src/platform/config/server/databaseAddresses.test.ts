import { expect, test } from 'vitest'
import { readDatabaseUrls } from '#platform/db/server/connection.ts'
import { databaseAddresses } from './databaseAddresses.ts'

test.each([
  ['postgres://a:b@one/name', ['postgres://a:b@one/name']],
  ['postgres://a:b@one:1,two:2/name', ['postgres://a:b@one:1/name', 'postgres://a:b@two:2/name']],
  [
    'postgres://a:b@one,two,three/name?sslmode=require',
    ['one', 'two', 'three'].map((host) => `postgres://a:b@${host}/name?sslmode=require`)
  ],
  ['postgres://a:b,c@one/name', ['postgres://a:b,c@one/name']],
  ['postgres://a:b@[::1]:5,[::2]:6/name', ['postgres://a:b@[::1]:5/name', 'postgres://a:b@[::2]:6/name']],
  ['postgres://a:b@/name?host=/run/x', ['postgres://a:b@/name?host=/run/x']],
  [
    'postgres://a:b@localhost/name?port=7&host=/run/x,/run/y',
    ['x', 'y'].map((name) => `postgres://a:b@localhost/name?port=7&host=%2Frun%2F${name}`)
  ]
])('%s names %j', (address, addresses) => {
  expect(databaseAddresses(address)).toEqual(addresses)
})

test('each host has its own port, and the rest is the same', () => {
  const shared = { user: 'a', password: 'b', database: 'name', ssl: false }
  expect(readDatabaseUrls('postgres://a:b@one:6000,two/name')).toEqual([
    { ...shared, host: 'one', port: 6000 },
    { ...shared, host: 'two', port: 5432 }
  ])
  expect(readDatabaseUrls('postgres://a:b@/name?host=/run/x,/run/y')).toMatchObject([
    { host: '/run/x' },
    { host: '/run/y' }
  ])
})
