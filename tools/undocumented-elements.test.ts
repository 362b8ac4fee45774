import { expect, it } from 'vitest'
import { unexplained } from './undocumented-elements.ts'

const leaf = {}
const reference = {
  groups: [{ id: 'orders-post', group: 'orders' }, { id: 'orders-get', group: 'orders' }, { id: 'sites-get', group: 'sites' }],
  shapes: {
    'orders-post': { requests: { Order: { children: { SiteId: leaf, Search: { children: { City: leaf } } } } }, responses: {} },
    'sites-get': { requests: {}, responses: { Sites: { children: { Site: { children: { Fax: leaf } } } } } },
  },
}
const report = (id: string, group: string, ...undocumented: string[]) => ({ totals: { operations: 3, operationsSeen: 1, badXml: 0 }, rows: [{ id, group, undocumented }] })

it('an element is explained by the same parent in a sibling operation of its resource, or by an exception', () => {
  const found = report('orders-get', 'orders', 'Answer/Order/SiteId', 'Answer/Order/Search/City', 'Answer/Site/Fax', 'Answer/City', 'Answer/Links/next', '(root) Oops')
  expect(unexplained(found, reference, [{ operation: '*', element: 'Links/next' }, { operation: 'sites-get', element: 'Answer/City' }]))
    .toEqual(['orders-get: Answer/Site/Fax', 'orders-get: Answer/City', 'orders-get: (root) Oops'])
})
