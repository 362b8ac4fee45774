import { expect, it } from 'vitest'
import { documentedOnly, type DocumentedOperations } from './documented-exchanges.ts'

const operations: DocumentedOperations = [
  { method: 'GET', path: '/accounts/{accountId}/orders', responses: [{ status: 200, xml: '<A/>' }, { status: 400, xml: '<A/>' }, { status: 403, xml: null }] },
  { method: 'GET', path: '/accounts/{accountId}/{thing}', responses: [{ status: 404, xml: '<B/>' }] },
]
const line = (path: string, status: number, responseBody = '<X/>', method = 'GET') => JSON.stringify({ method, path, status, responseBody })

it('leaves out the operations that are ours', () => {
  expect(documentedOnly([line('/api/admin/accounts/1', 200), line('/admin/accounts/1', 404)], operations)).toEqual({ kept: [], dropped: new Map() })
})

it('leaves out an error answer exactly where the documentation shows no body for its status', () => {
  const kept = [
    line('/api/accounts/1/orders', 200),
    line('/api/accounts/1/orders?page=1', 400),
    line('/v1.0/ACCOUNTS/1/Orders/', 403, ''),
    line('/accounts/1/sites', 404),
    line('/accounts/1/sites', 201),
    line('/nobody/knows', 500),
    line('/accounts/1/orders', 405, '<X/>', 'DELETE'),
  ]
  const left = [line('/api/accounts/1/orders', 403), line('/iris/accounts/1/orders', 404), line('/accounts/1/sites', 501), line('/accounts/1/sites', 501)]
  const { kept: found, dropped } = documentedOnly([...kept, ...left], operations)
  expect(found).toEqual(kept)
  expect([...dropped]).toEqual([[403, 1], [404, 1], [501, 2]])
})
