import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { readDocumentedOperations } from '../src/main/documented-operations.ts'
import { provenStatuses } from './coverage.ts'
import { contractSnippet, routeSnippet, testFile } from './scaffold-operation.ts'

const { operations } = readDocumentedOperations()

function syntaxErrors(source: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

describe('scaffold-operation', () => {
  it.each(operations)('makes code that parses for $id', (operation) => {
    expect(syntaxErrors(contractSnippet(operation))).toEqual([])
    expect(syntaxErrors(`const routes = [${routeSnippet(operation)}]`)).toEqual([])
    expect(syntaxErrors(testFile(operation))).toEqual([])
  })

  it('makes a describe that the coverage counts for each documented status', () => {
    for (const operation of operations) expect([...provenStatuses(testFile(operation))]).toEqual(operation.statuses)
  })
})
