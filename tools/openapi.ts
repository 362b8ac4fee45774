import type { Route } from '../src/kernel/contract/handler.ts'
import { openApi } from '../src/main/openapi.ts'
import { type GeneratedFile, writeOrCheck } from './generated-file.ts'
import { allRoutes } from './routes.ts'

export function openApiFile(routes: readonly Route[]): GeneratedFile {
  return { path: 'contract/openapi.json', content: `${JSON.stringify(openApi(routes), null, 2)}\n` }
}

if (import.meta.main) await writeOrCheck(openApiFile(await allRoutes()), 'npm run generate')
