import { figure, median, type Figure } from '../figure.ts'
import type { Stage } from '../stage.ts'
import { address, headers, timed } from '../timed-order.ts'

const LARGE = 5_000
const ROUNDS = 5
/** Area codes of the plan; each round brings numbers of another one. */
const AREA_CODES = ['303', '919', '212', '415', '617']

const listOf = (tns: readonly string[]) => `<TelephoneNumbers>${tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')}</TelephoneNumbers>`
const SUBSCRIBER = '<Subscriber><Name>ABC Inc.</Name><ServiceAddress><HouseNumber>11235</HouseNumber><StreetName>Back</StreetName><City>Denver</City>'
  + '<StateCode>CO</StateCode><Zip>27541</Zip></ServiceAddress></Subscriber><LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>'

/** So many numbers of an area code that the ledger does not have. */
async function outside({ pool }: Stage, areaCode: string): Promise<string[]> {
  const { rows } = await pool.query<{ tn: string }>(`select tn from (select $1 || lpad((2000000 + n)::text, 7, '0') as tn from generate_series(1, 500000) n) t
    where not exists (select from telephone_number known where known.tn = t.tn) order by tn limit $2`, [areaCode, LARGE])
  return rows.map(({ tn }) => tn)
}

async function complete(stage: Stage, path: string, body: string): Promise<number> {
  const { ms, count } = await timed(stage, path, body)
  if (count !== LARGE) throw new Error(`${path} did ${count} of ${LARGE} numbers`)
  return ms
}

async function checked(stage: Stage, tns: readonly string[]): Promise<number> {
  const started = performance.now()
  const answer = await fetch(address(stage, '/importTnChecker'), { method: 'POST', headers, body: `<ImportTnCheckerPayload>${listOf(tns)}</ImportTnCheckerPayload>` })
  await answer.text()
  if (answer.status !== 200) throw new Error(`the checker answered ${answer.status}`)
  return performance.now() - started
}

/** Orders that check, import and remove 5,000 numbers of other carriers, and that bring and let go as many of the account's own. */
export async function measureHosting(stage: Stage): Promise<Figure[]> {
  const external = (action: string, tns: readonly string[]) =>
    complete(stage, '/externalTns', `<ExternalTnsOrder><SiteId>${stage.siteId}</SiteId><Action>${action}</Action>${listOf(tns)}</ExternalTnsOrder>`)
  const times = { check: [] as number[], imported: [] as number[], removed: [] as number[], brought: [] as number[], renewed: [] as number[], gone: [] as number[] }
  for (const areaCode of AREA_CODES.slice(0, ROUNDS)) {
    const tns = await outside(stage, areaCode)
    times.check.push(await checked(stage, tns))
    times.imported.push(await complete(stage, '/importTnOrders', `<ImportTnOrder><SiteId>${stage.siteId}</SiteId>${SUBSCRIBER}${listOf(tns)}</ImportTnOrder>`))
    times.removed.push(await complete(stage, '/removeImportedTnOrders', `<RemoveImportedTnOrder>${listOf(tns)}</RemoveImportedTnOrder>`))
    times.brought.push(await external('IMPORT', tns))
    times.renewed.push(await external('IMPORT', tns))
    times.gone.push(await external('REMOVE', tns))
  }
  return [
    figure('check of 5,000 numbers for import, p50', median(times.check), 'ms', { below: 1000 }),
    figure('import of 5,000 numbers, POST to its end, p50', median(times.imported), 'ms', { below: 2000 }),
    figure('removal of 5,000 imported numbers, POST to its end, p50', median(times.removed), 'ms', { below: 2000 }),
    figure('5,000 external numbers, POST to their import, p50', median(times.brought), 'ms', { below: 2000 }),
    figure('5,000 external numbers that begin anew, POST to their import, p50', median(times.renewed), 'ms', { below: 2000 }),
    figure('5,000 external numbers, POST to their removal, p50', median(times.gone), 'ms', { below: 2000 }),
  ]
}
