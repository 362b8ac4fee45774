import { describe, expect, it } from 'vitest'
import { findings } from './check-source.ts'

const SERVICE = 'src/domains/ordering/number-order/service.ts'
const machinePath = `/${'home'}/ann/numberplane`

describe('check-source', () => {
  it.each([
    ['a timer in a domain', SERVICE, 'setTimeout(() => undefined, 1000)', 'waiting is a job'],
    ['XML as text', SERVICE, 'const text = `<Site>${name}</Site>`', 'XML is written by the codec'],
    ['a default export', SERVICE, 'export default 1', 'exports have names'],
    ['a default function', SERVICE, 'export default function place() {}', 'exports have names'],
    ['a barrel of everything', SERVICE, "export * from './contract.ts'", 'they name them'],
    ['a test that is skipped', 'tests/operations/orders-post.test.ts', "it.skip('guarantees', () => {})", 'proves nothing'],
    ['a describe that is alone', 'src/kernel/xml/json.test.ts', "describe.only('x', () => {})", 'proves nothing'],
    ['a path of one machine', 'docs/architecture.md', `see ${machinePath}/main`, 'a path of one machine'],
  ])('refuses %s', (_name, path, text, why) => {
    expect(findings(path, `\n${text}\n`)).toEqual([expect.stringContaining(`${path}:2: `)])
    expect(findings(path, text).join()).toContain(why)
  })

  it.each([
    ['a timer in the kernel', 'src/kernel/jobs/worker.ts', 'setTimeout(() => undefined, 1000)'],
    ['XML in the codec and in tests', 'src/kernel/xml/encode.ts', "const close = '</'"],
    ['XML in a comment', SERVICE, '/** `<Site></Site>` is the root. */\nexport const x = 1'],
    ['exports with names', SERVICE, "export { place } from './place.ts'\nexport const x = 1"],
    ['addresses and folders of our own', 'docs/sandbox.md', 'https://example.com/home/page and ./work/ and src/home/'],
  ])('lets %s pass', (_name, path, text) => {
    expect(findings(path, text)).toEqual([])
  })
})
