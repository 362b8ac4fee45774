import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationsFile } from './operations.ts'

let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'numberplane-reference-')) })
afterAll(() => rm(folder, { recursive: true }))

const answer = (status: number, root: string | null, inside: string) =>
  ({ status, root, xml: root === null ? null : `<?xml version="1.0"?>\n<${root}>${inside}</${root}>` })

async function rowFor(responses: readonly object[], more: object = {}): Promise<Record<string, unknown>> {
  const operation = { id: 'x-get', method: 'GET', path: '/x', group: 'x', summary: 'X', requestExamples: [], responses, ...more }
  await writeFile(join(folder, 'operations.json'), JSON.stringify([operation]))
  return JSON.parse((await operationsFile(folder)).content).operations[0]
}

describe('operationsFile', () => {
  it.each([
    ['ResponseStatus', 'NoteResponse', '<ResponseStatus><ErrorCode>1</ErrorCode></ResponseStatus>'],
    ['ErrorList', 'OrderResponse', '<ErrorList><Error><Code>1</Code></Error></ErrorList><Order/>'],
    ['Errors', 'ImportResponse', '<ProcessingStatus/><Errors><Code>1</Code></Errors>'],
    ['Error', 'SearchResult', '<Error><Code>1</Code></Error>'],
    ['Status', 'LnpOrderResponse', '<Status><Code>1</Code></Status><Errors><Code>2</Code></Errors>'],
    ['irisStatus', 'ErrorResponse', '<irisStatus><Code>1</Code></irisStatus>'],
  ])('finds family %s in the documented refusal', async (family, root, inside) => {
    expect(await rowFor([answer(200, 'Fine', ''), answer(400, root, inside)])).toMatchObject({ errors: { root, family } })
  })

  it('takes the form that most examples have', async () => {
    const common = answer(404, 'SiteResponse', '<ResponseStatus><Description>x</Description></ResponseStatus>')
    expect(await rowFor([answer(400, 'Other', '<Error><Code>1</Code></Error>'), common, common])).toMatchObject({ errors: { root: 'SiteResponse' } })
  })

  it('without an example takes the most common family, under the root of the success answer if that is a response', async () => {
    expect(await rowFor([answer(200, 'SitesResponse', ''), answer(404, null, '')])).toMatchObject({ errors: { root: 'SitesResponse', family: 'ResponseStatus' } })
    expect(await rowFor([answer(200, 'TNs', ''), answer(404, 'Links', '<first/>')])).toMatchObject({ errors: { root: 'ErrorResponse', family: 'ResponseStatus' } })
  })

  it('lists each status once, ascending, and leaves out calls that the server makes', async () => {
    expect(await rowFor([answer(404, null, ''), answer(200, null, ''), answer(200, null, '')])).toMatchObject({ statuses: [200, 404] })
    expect(await rowFor([], { direction: 'outbound' })).toBeUndefined()
  })
})
