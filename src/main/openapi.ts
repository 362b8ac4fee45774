import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Route } from '../kernel/contract/handler.ts'
import { openApiDocument } from '../kernel/contract/openapi.ts'
import { packageRoot } from '../kernel/files/package-root.ts'

const Package = z.object({ version: z.string() })

const DESCRIPTION = `The control plane for telephone numbers. XML is the default; send \`Accept: application/json\` for JSON.
Element names, query names and path segments match without case. Operations marked \`x-numberplane-status: not-built\` answer 501.`

/** The program's OpenAPI document; `contract/openapi.json` is this, written to a file. */
export function openApi(routes: readonly Route[]): Record<string, unknown> {
  const { version } = Package.parse(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')))
  return openApiDocument(routes, {
    info: { title: 'Numberplane', version, description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api', description: 'The canonical mount; /v1.0 and /iris are the same tree.' }],
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic' },
      oauth2: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/api/v1/oauth2/token', scopes: {} } } },
    },
    serversOf: (path) => path.startsWith('/sandbox/') ? [{ url: '/' }] : undefined,
  })
}
