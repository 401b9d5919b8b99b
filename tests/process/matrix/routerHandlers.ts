import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PERMISSIONS, type Opening, type Permission } from '#modules/access/index.ts'
import { ACCESS_MATRIX, methodOf, type Method } from '../../structure/accessMatrix.ts'
import { root } from '../workshop.ts'
import { readBy, type Field } from './routerForms.ts'

/** Something that a route answers with: its load, a method, or an action. */
export interface RouteHandler {
  readonly route: string
  /** `load`, a method, or the name of an action. */
  readonly name: string
  readonly method: Method
  /** What it asks for; absent on the portal. */
  readonly permission: Permission | undefined
  readonly opening: Opening | undefined
  readonly params: readonly string[]
  readonly form: readonly Field[]
  readonly query: readonly Field[]
}

const paramsOf = (route: string) =>
  [...route.matchAll(/\[(?:\.\.\.)?(\w+)(?:=\w+)?\]/g)].map(([, name]) => name!)

const fileOf = (route: string, handler: string) => {
  const name = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(handler) ? '+server.ts' : '+page.server.ts'
  const path = `src/routes${route}/${name}`
  return existsSync(join(root, path)) ? path : undefined
}

/** Every handler of every route: behind the sign-in and around it with what it reads. */
export const handlersOfRouter = async (): Promise<RouteHandler[]> => {
  const found: RouteHandler[] = []
  for (const [route, { methods, handlers }] of Object.entries(ACCESS_MATRIX)) {
    const params = paramsOf(route)
    if (Object.keys(handlers).length === 0)
      for (const method of methods) {
        const nothing = { permission: undefined, opening: undefined, form: [], query: [] }
        found.push({ route, name: method, method, params, ...nothing })
      }
    for (const [name, word] of Object.entries(handlers)) {
      const { form, query } = await readBy(fileOf(route, name)!, name)
      const method = methodOf(name)
      if (method === 'POST' && !form) throw new Error(`${route}, ${name}: which form does it read?`)
      const permission = (PERMISSIONS as readonly string[]).includes(word) ? (word as Permission) : undefined
      const opening = permission ? undefined : (word as Opening)
      found.push({ route, name, method, permission, opening, params, form: form ?? [], query })
    }
  }
  return found
}
