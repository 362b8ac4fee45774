import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../kernel/files/package-root.ts'
import { LEAST_NODE, nodeProblem } from './node-version.ts'

describe('the check of the Node.js release', () => {
  it.each(['22.18.0', '22.20.1', '24.0.0', '100.0.0'])('lets %s pass', (version) => {
    expect(nodeProblem(version)).toBeUndefined()
  })

  it.each(['22.17.9', '20.20.2', '9.0.0'])('tells what is needed in place of %s', (version) => {
    expect(nodeProblem(version)).toBe(`Node.js 22.18 or newer is needed; this is ${version}`)
  })

  it('asks for what package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
    expect(engines).toEqual({ node: `>=${LEAST_NODE}` })
  })
})
