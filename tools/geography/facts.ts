import { readFileSync } from 'node:fs'

/** What we know by hand about one area code. `states` and `latas` have the principal one first and may be empty. */
export type NpaFact = {
  readonly npa: string
  readonly country: string
  readonly states: readonly string[]
  readonly kind: string
  readonly latas: readonly string[]
}

/** One LATA; each anchor is a city and a state inside it. */
export type LataFact = {
  readonly lata: string
  readonly name: string
  readonly anchors: readonly { readonly city: string; readonly state: string }[]
}

export type RateCenterFact = {
  readonly city: string
  readonly state: string
  readonly field: string
  readonly value: string
}

/** The rows of a TSV file beside this module: no comments (`#`), no blank lines. Throws on a wrong column count. */
function readRows(name: string, columns: number): string[][] {
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8').split('\n')
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'))
  for (const row of rows) {
    if (row.length !== columns) throw new Error(`${name}: expected ${columns} columns in "${row.join('|')}"`)
  }
  return rows
}

const list = (cell: string) => (cell === '-' ? [] : cell.split(' '))

/** Every area code once, ascending. Throws when the table names one twice. */
export function readNpaFacts(): readonly NpaFact[] {
  const facts = readRows('npa-facts.tsv', 5).flatMap(([npas = '', country = '', states = '', kind = '', latas = '']) =>
    npas.split(' ').map((npa) => ({
      npa,
      country: country === '-' ? '' : country,
      states: list(states),
      kind,
      latas: list(latas),
    })),
  )
  const seen = new Set<string>()
  for (const { npa } of facts) {
    if (!/^[2-9][0-8][0-9]$/.test(npa) || npa.endsWith('11')) throw new Error(`npa-facts.tsv: ${npa} is no area code`)
    if (seen.has(npa)) throw new Error(`npa-facts.tsv: ${npa} appears twice`)
    seen.add(npa)
  }
  return facts.sort((a, b) => (a.npa < b.npa ? -1 : 1))
}

export function readLataFacts(): readonly LataFact[] {
  return readRows('lata-facts.tsv', 3).map(([lata = '', name = '', anchors = '']) => ({
    lata,
    name,
    anchors:
      anchors === '-' ? [] : anchors.split(';').map((text) => ({ city: text.slice(0, -3), state: text.slice(-2) })),
  }))
}

/** Exchanges added by hand; they win over the package's place for the same prefix. */
export function readExchangeFacts(): readonly { npaNxx: string; city: string; state: string }[] {
  return readRows('exchange-facts.tsv', 3).map(([npaNxx = '', city = '', state = '']) => ({ npaNxx, city, state }))
}

export function readRateCenterFacts(): readonly RateCenterFact[] {
  return readRows('rate-center-facts.tsv', 4).map(([city = '', state = '', field = '', value = '']) => ({
    city,
    state,
    field,
    value,
  }))
}

/** ZIPs of places that the postal table does not know under the name that the telephone side uses. */
export function readPlaceFacts(): readonly { city: string; state: string; zips: readonly string[] }[] {
  return readRows('place-facts.tsv', 3).map(([city = '', state = '', zips = '']) => ({ city, state, zips: list(zips) }))
}
