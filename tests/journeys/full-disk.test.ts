import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readLedger, startStorm, until, withClient } from '../world/order-storm.ts'
import { killAll, start } from '../world/program-process.ts'
import { smallDisk } from '../world/small-disk.ts'
import { SANDBOX_ACCOUNT } from '../world/world.ts'

const DISK_MEGABYTES = 320
const ORDERS = 300

const disk = await smallDisk(DISK_MEGABYTES)
afterAll(async () => {
  await killAll()
  if (typeof disk !== 'string') await disk.remove()
})

it('while the disk is full orders are refused clearly and none is lost; with space again everything goes on by itself', async (context) => {
  if (typeof disk === 'string') return context.skip(disk)
  const dataDir = join(disk.path, 'data')
  const program = start(['serve'], { env: { NUMBERPLANE_DATA: dataDir } })
  const address = await program.ready()
  await withClient(await readFile(join(dataDir, 'database-url'), 'utf8'), async (client) => {
    const site = Number((await client.query(`select id from site where account_id = ${SANDBOX_ACCOUNT}`)).rows[0].id)
    await disk.fill()
    const storm = startStorm({ address: () => address, site, count: ORDERS, timeoutMs: 90_000 })
    await until('an order is refused', () => storm.refusals.statuses.size > 0)
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
    // Worse: no room for the next piece of PostgreSQL's log, at which the server gives up and has to be started again.
    await until('the database has given up', () => client.query('select pg_switch_wal(), pg_logical_emit_message(true, \'test\', \'x\')').then(() => false, () => true))
    await disk.free()
    await storm.done
    expect([...storm.refusals.statuses.keys()].filter((status) => status !== 503 && status !== 507)).toEqual([])
    expect([...storm.refusals.statuses.values()].every((body) => body.startsWith('<?xml'))).toBe(true)
  })
  await withClient(await readFile(join(dataDir, 'database-url'), 'utf8'), async (client) => {
    await until('all orders have ended', async () => (await readLedger(client)).orders.every(({ status }) => status === 'COMPLETE'), 90_000)
    const { orders, sharedNumbers, strayNumbers } = await readLedger(client)
    expect(orders).toHaveLength(ORDERS)
    expect(orders.filter(({ endings, numbers }) => endings !== 1 || numbers !== 2)).toEqual([])
    expect([sharedNumbers, strayNumbers]).toEqual([[], []])
  })
  program.kill('SIGTERM')
  const { code } = await program.ended
  expect(code).toBe(0)
}, 240_000)
