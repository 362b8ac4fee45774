import { z } from 'zod'
import type { TableRow } from '../../../kernel/files/table.ts'
import { spanOf, type Span } from './span.ts'

/** States that a file can bring numbers in; reservations and orders of others cannot be told by a line. */
const STATES = ['Available', 'Inservice', 'Aging', 'Disconnected'] as const

const id = z.string().regex(/^\d{1,9}$/, 'is no number').transform(Number)
const instant = z.iso.datetime({ offset: true, error: 'is no instant such as 2030-01-31T12:00:00Z' })
const mark = z.string().toLowerCase().pipe(z.enum(['true', 'false', 'yes', 'no', '1', '0'], 'is neither true nor false')).transform((text) => ['true', 'yes', '1'].includes(text))

/** What a line can say of its numbers; each column may be empty or missing. */
const Line = z.object({
  status: z.enum(STATES, `is not one of ${STATES.join(', ')}`),
  pool_account: id,
  account: id,
  site: id,
  peer: id,
  rate_center: z.string().max(40).toUpperCase(),
  state: z.string().toUpperCase().regex(/^[A-Z]{2}$/, 'is not two letters'),
  tier: z.string().regex(/^[0-5]$/, 'is not 0 to 5').transform(Number),
  vendor: id,
  protected: mark,
  external: mark,
  imported: mark,
  hosted: mark,
  country: z.string().toUpperCase().regex(/^[A-Z]{2}$/, 'is not two letters'),
  type: z.string().max(40),
  services: z.string().transform((text) => text.split(/[;|]/).map((part) => part.trim()).filter(Boolean)),
  aging_until: instant,
  in_service_at: instant,
  disconnected_at: instant,
}).partial()
export type NumberLine = z.output<typeof Line>

const names = Object.keys(Line.shape)

/** What a whole import is about where its lines do not say. */
export interface LineDefaults {
  readonly poolAccountId?: number
}

/** A line that could be read: its numbers, and what is to become of each. */
export interface ReadLine {
  readonly line: number
  readonly span: Span
  readonly facts: NumberLine
}

/** What contradicts itself in a line, or undefined. */
function contradiction({ first }: Span, { status = 'Available', account, site, peer, aging_until: agingUntil, in_service_at: inServiceAt, country }: NumberLine): string | undefined {
  if (status === 'Available' && account !== undefined) return 'an Available number has no account (pool_account keeps it for one)'
  if (status === 'Available' && inServiceAt !== undefined) return 'an Available number has no in_service_at'
  if (status === 'Inservice' && (account === undefined || site === undefined || peer === undefined)) return 'an Inservice number needs account, site and peer'
  if (status !== 'Inservice' && (site !== undefined || peer !== undefined)) return 'only an Inservice number is on a site and peer'
  if ((status === 'Aging') !== (agingUntil !== undefined)) return 'aging_until goes with Aging'
  if (first.startsWith('+') !== (country !== undefined)) return 'numbers of other countries, and only those, have a country'
  return undefined
}

/** Reads a line. Answers a text that says what is wrong where it cannot be taken. */
export function readLine(row: TableRow, { poolAccountId }: LineDefaults): ReadLine | string {
  const span = spanOf(row.cell('number'))
  if (typeof span === 'string') return span
  const given = Object.fromEntries(names.map((name) => [name, row.cell(name)]).filter(([, text]) => text !== ''))
  const parsed = Line.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return `${issue?.path.join('.')} '${row.cell(String(issue?.path[0] ?? '')).slice(0, 40)}' ${issue?.message}`
  }
  const facts = { ...parsed.data, pool_account: parsed.data.pool_account ?? poolAccountId }
  return contradiction(span, facts) ?? { line: row.line, span, facts }
}
