import { beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../src/kernel/contract/handler.ts'
import { compileXml } from '../../src/kernel/xml/index.ts'
import { readDocumentedOperations, routeKey } from '../../src/main/documented-operations.ts'
import { allRoutes } from '../../tools/routes.ts'

const { operations, clientOnly } = readDocumentedOperations()
const documented = new Map([...operations, ...clientOnly].map((each) => [routeKey(each), each]))
let routes: readonly Route[] = []
let built: readonly Route[] = []

beforeAll(async () => {
  routes = await allRoutes()
  built = routes.filter(({ operation }) => operation.built !== false)
})

/** What is wrong, by operation; so one failure names all of them. */
function flaws(of: readonly Route[], flawOf: (operation: Route['operation']) => string | undefined): string[] {
  return of.flatMap(({ operation }) => {
    const flaw = flawOf(operation)
    return flaw === undefined ? [] : [`${operation.id}: ${flaw}`]
  })
}

describe('every contract', () => {
  it('is served once, and some are', () => {
    const keys = routes.map(({ operation }) => routeKey(operation))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    expect(built.length).toBeGreaterThan(0)
  })

  it('has bodies that can go over the wire', () => {
    expect(flaws(routes, ({ body, query, replies, errors }) => {
      const schemas = [body, query, errors.schema, ...Object.values(replies).map((reply) => reply?.lines ? undefined : reply?.schema)]
      try {
        for (const schema of schemas) if (schema) compileXml(schema)
        return undefined
      } catch (error) {
        return String(error)
      }
    })).toEqual([])
  })

  it('declares the parameters of its path and no others', () => {
    expect(flaws(routes, ({ path, params }) => {
      const [inPath, declared] = [[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(), Object.keys(params?.shape ?? {}).sort()]
      return inPath.join() === declared.join() ? undefined : `path has ${inPath.join()}, params ${declared.join()}`
    })).toEqual([])
  })
})

describe('every contract of an operation that is not a GET', () => {
  it('leaves its entries in the audit trail to the HTTP layer, unless its service writes them or it changes nothing, which it gives a reason for', () => {
    const changing = built.filter(({ operation }) => operation.method !== 'GET')
    expect(changing.length).toBeGreaterThan(50)
    expect(flaws(changing, ({ id, audit }) => audit === 'own' && !/^(admin|sandbox)-|^users-id-password-put$|^orders-post$|-loas-/.test(id) ? 'writes its own entries' : undefined)).toEqual([])
    expect(flaws(changing, ({ audit }) => typeof audit === 'object' && audit.none.length < 5 ? 'no reason' : undefined)).toEqual([])
  })
})

describe('every contract of a documented operation', () => {
  it('bears the documented id and group', () => {
    expect(flaws(built, (operation) => {
      const known = documented.get(routeKey(operation))
      if (!known || (known.id === operation.id && known.group === operation.group)) return undefined
      return `documented as ${known.id} in group ${known.group}, not ${operation.group}`
    })).toEqual([])
  })

  it('can give each documented answer that is not a refusal', () => {
    expect(flaws(built, (operation) => {
      const missing = documented.get(routeKey(operation))?.statuses.filter((status) => status < 400 && !(status in operation.replies)) ?? []
      return missing.length === 0 ? undefined : `no reply ${missing.join(', ')}`
    })).toEqual([])
  })

  it('is a documented one, one that clients call, one of the sandbox, one for administrators, or says that it is our own', () => {
    expect(flaws(built, (operation) => documented.has(routeKey(operation)) || /^\/(sandbox|admin)\//.test(operation.path) || operation.source === 'our own' ? undefined : 'is described nowhere')).toEqual([])
  })
})
