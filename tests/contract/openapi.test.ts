import { Validator } from '@seriousme/openapi-schema-validator'
import openapiTS, { astToString } from 'openapi-typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Route } from '../../src/kernel/contract/handler.ts'
import { openApi } from '../../src/main/openapi.ts'
import { readDocumentedOperations, routeKey } from '../../src/main/documented-operations.ts'
import { allRoutes } from '../../tools/routes.ts'

const Operation = z.looseObject({
  operationId: z.string(), tags: z.array(z.string()), responses: z.record(z.string(), z.unknown()), 'x-numberplane-status': z.enum(['built', 'not-built']),
  parameters: z.array(z.looseObject({ name: z.string().optional(), in: z.string().optional() })).optional(),
})
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

let routes: readonly Route[] = []
let document: Record<string, unknown> = {}
let operations: { path: string, method: string, operation: z.output<typeof Operation> }[] = []

beforeAll(async () => {
  routes = await allRoutes()
  document = openApi(routes)
  operations = Object.entries(Document.parse(document).paths).flatMap(([path, item]) =>
    Object.entries(item).filter(([method]) => method !== 'servers').map(([method, operation]) => ({ path, method, operation: Operation.parse(operation) })))
})

/** Walks a JSON value and visits every object in it. */
function visit(value: unknown, seen: (object: Readonly<Record<string, unknown>>, path: string) => void, path = '#'): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) seen(Object.fromEntries(Object.entries(value)), path)
  for (const [key, each] of Object.entries(value)) visit(each, seen, `${path}/${key}`)
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
  })

  it('refers to nothing that it lacks', () => {
    const missing: string[] = []
    visit(document, ({ $ref }, path) => {
      if (typeof $ref !== 'string') return
      const target = $ref.slice(2).split('/').reduce<unknown>((at, key) => typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined, document)
      if (target === undefined) missing.push(`${path}: ${$ref}`)
    })
    expect(missing).toEqual([])
  })

  it('gives TypeScript types to its clients', async () => {
    const types = astToString(await openapiTS(JSON.parse(JSON.stringify(document)) as Parameters<typeof openapiTS>[0]))
    expect(types).toContain('"orders-post": {')
    expect(types).toContain('"/accounts/{accountId}/orders"')
  }, 60_000)

  it('has every documented operation once, built or not', () => {
    const present = operations.map(({ method, path }) => routeKey({ method: method.toUpperCase(), path }))
    expect(new Set(present).size).toBe(present.length)
    const { operations: documented, clientOnly } = readDocumentedOperations()
    expect([...documented, ...clientOnly].map(routeKey).filter((key) => !present.includes(key))).toEqual([])
  })

  it('has operation ids that stay unique when a generator turns them into identifiers', () => {
    const identifiers = operations.map(({ operation }) => operation.operationId.replace(/[^a-z0-9]/gi, '').toLowerCase())
    expect(identifiers.filter((each, index) => identifiers.indexOf(each) !== index)).toEqual([])
    expect(operations.filter(({ operation }) => !/^[a-z][a-zA-Z0-9-]*$/.test(operation.operationId))).toEqual([])
  })

  it('declares every parameter of every path', () => {
    const undeclared = operations.filter(({ path, operation }) => [...path.matchAll(/\{(\w+)\}/g)]
      .some(([, name]) => !operation.parameters?.some((parameter) => parameter.in === 'path' && parameter.name === name)))
    expect(undeclared).toEqual([])
  })

  it('shows an operation that is not built as one that answers 501 and nothing else but 401 and 404', () => {
    const open = operations.filter(({ operation }) => operation['x-numberplane-status'] === 'not-built')
    expect(open.length).toBe(routes.filter(({ operation }) => operation.built === false).length)
    for (const { operation } of open) {
      expect(Object.keys(operation.responses)).toContain('501')
      expect(Object.keys(operation.responses).filter((status) => !['401', '404', '501'].includes(status))).toEqual([])
    }
  })

  it('names the element of every property', () => {
    const unnamed: string[] = []
    visit(document, ({ properties }, path) => {
      if (typeof properties !== 'object' || properties === null || path.endsWith('/Problem') || path.includes('/Problem/')) return
      for (const [name, property] of Object.entries(properties)) {
        if (property.xml?.name === undefined && property.items?.xml?.name === undefined) unnamed.push(`${path}.${name}`)
      }
    })
    expect(unnamed).toEqual([])
  })

  it('is the same whatever the order of the routes', () => {
    expect(JSON.stringify(openApi(routes.toReversed()))).toBe(JSON.stringify(document))
  })
})
