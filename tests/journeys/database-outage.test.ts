import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXml } from '../../src/kernel/xml/index.ts'
import { cuttableLink, type CuttableLink } from '../world/cuttable-link.ts'
import { readLedger, startStorm, until, withClient } from '../world/order-storm.ts'
import { dataFolder, killAll, start, type ProgramProcess } from '../world/program-process.ts'
import { cloneTemplate, type TestDatabase } from '../world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../world/world.ts'

const ORDERS = 60
const AUTHORIZATION = `Basic ${Buffer.from('sandbox:sandbox').toString('base64')}`

let folder: Awaited<ReturnType<typeof dataFolder>>
let shared: TestDatabase
let link: CuttableLink
let program: ProgramProcess
let address: string

beforeAll(async () => {
  folder = await dataFolder()
  shared = await cloneTemplate()
  link = await cuttableLink(shared.url)
  program = start(['serve'], { env: { NUMBERPLANE_DATA: folder.path, DATABASE_URL: link.url } })
  address = await program.ready()
})
afterAll(async () => {
  await killAll()
  await link.close()
  await shared.close()
  await folder.remove()
})

const get = (path: string, accept = 'application/xml') => fetch(address + path, { headers: { authorization: AUTHORIZATION, accept } })
const backends = async () => Number((await shared.database.pool.query(
  `select count(*) as count from pg_stat_activity where datname = current_database() and application_name like 'numberplane %' and pid <> pg_backend_pid()`)).rows[0].count)

const runs = async () => (await shared.database.pool.query('select from worker_process')).rowCount

describe('while the database cannot be reached', () => {
  it('operations answer 503 with a body and a time to come back, and probes tell the difference', async () => {
    link.cut()
    const orders = await get(`/api/accounts/${SANDBOX_ACCOUNT}/orders`)
    expect(orders.status).toBe(503)
    expect(orders.headers.get('retry-after')).toBe('1')
    expect(orders.headers.get('content-type')).toContain('application/xml')
    expect(readXml(await orders.text()).name).not.toBe('')
    const json = await get(`/api/accounts/${SANDBOX_ACCOUNT}/availableNumbers?areaCode=919`, 'application/json')
    expect([json.status, json.headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8'])
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/readyz')).status).toBe(503)
    expect((await get('/metrics')).status).toBe(503)
    link.mend()
    await until('the program is ready again', async () => (await get('/readyz')).status === 200)
    expect((await get(`/api/accounts/${SANDBOX_ACCOUNT}/orders`)).status).toBe(200)
  })

  it('orders wait; again and again cut off, the program loses none, does none twice and piles up no connections', async () => {
    const registered = await runs()
    expect(registered).toBeGreaterThan(0)
    const site = Number((await shared.database.pool.query(`select id from site where account_id = ${SANDBOX_ACCOUNT}`)).rows[0].id)
    const storm = startStorm({ address: () => address, site, count: ORDERS })
    for (const accepted of [10, 25, 40]) {
      await storm.reached(accepted)
      link.cut()
      await until('the outage is felt', async () => (await get('/readyz')).status === 503)
      link.mend()
    }
    await storm.done
    await withClient(shared.url, async (client) => {
      await until('all orders have ended', async () => (await readLedger(client)).orders.every(({ status }) => status === 'COMPLETE'))
      const { orders, sharedNumbers, strayNumbers } = await readLedger(client)
      expect(orders.map(({ id }) => id)).toEqual([...storm.accepted].sort())
      expect(orders.filter(({ endings, numbers }) => endings !== 1 || numbers !== 2)).toEqual([])
      expect([sharedNumbers, strayNumbers]).toEqual([[], []])
    })
    expect(await backends()).toBeLessThan(32)
    await until('only the present runs of the queue are on the list', async () => await runs() === registered)
  }, 120_000)

  it('the program can be stopped, and ends with 0', async () => {
    link.cut()
    program.kill('SIGTERM')
    const { code, stderr } = await program.ended
    expect({ code, stderr: stderr.includes('at ') && code !== 0 ? stderr : '' }).toEqual({ code: 0, stderr: '' })
  })
})

describe('a database that hangs', () => {
  it('holds up no request for ever: the answer is 503, and 200 when it speaks again; nor does a lock that nobody lets go of', async () => {
    const hanging = await cuttableLink(shared.url)
    const api = start(['serve', '--role', 'api'], { env: { NUMBERPLANE_DATA: folder.path, DATABASE_URL: hanging.url, NUMBERPLANE_DB_TIMEOUT_MS: '1000' } })
    const at = await api.ready()
    const sites = () => fetch(`${at}/api/accounts/${SANDBOX_ACCOUNT}/sites`, { headers: { authorization: AUTHORIZATION }, signal: AbortSignal.timeout(20_000) })
    expect((await sites()).status).toBe(200)
    hanging.stall()
    const answers = await Promise.all(Array.from({ length: 20 }, sites))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
    expect(readXml(await answers[0]?.text() ?? '').name).toBe('SitesResponse')
    hanging.mend()
    await until('it answers again', async () => (await sites()).status === 200)
    await withClient(shared.url, async (blocker) => {
      await blocker.query('begin; lock table site in access exclusive mode')
      expect((await sites()).status).toBe(503)
      await blocker.query('rollback')
    })
    expect((await sites()).status).toBe(200)
    api.kill('SIGTERM')
    expect((await api.ended).code).toBe(0)
    await hanging.close()
  }, 120_000)
})

describe('a database that cannot be reached at all', () => {
  it('is told in one line at the start', async () => {
    const { code, stdout, stderr } = await start(['serve'], { env: { DATABASE_URL: 'postgres://np@127.0.0.1:1/np', NUMBERPLANE_DATA: folder.path } }).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe('numberplane: connect ECONNREFUSED 127.0.0.1:1\n')
  })
})

