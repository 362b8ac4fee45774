import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postmasterPid } from '../../src/gateways/embedded-postgres/testing.ts'
import { packageRoot } from '../../src/kernel/files/package-root.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { until, withClient } from '../world/order-storm.ts'
import { existingOrder } from '../world/orders.ts'
import { dataFolder, killAll, start, type ProgramProcess } from '../world/program-process.ts'
import { cloneTemplate, type TestDatabase } from '../world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../world/world.ts'
import { text } from '../world/xml.ts'

const AUTHORIZATION = `Basic ${Buffer.from('sandbox:sandbox').toString('base64')}`

let folder: Awaited<ReturnType<typeof dataFolder>>
let shared: TestDatabase
let program: ProgramProcess
let address: URL
let order: string

beforeAll(async () => {
  folder = await dataFolder()
  shared = await cloneTemplate()
  program = start(['serve'], { env: { NUMBERPLANE_DATA: folder.path, DATABASE_URL: shared.url, NUMBERPLANE_WORKER_CONCURRENCY: '2' } })
  address = new URL(await program.ready())
  const { rows: [site] } = await shared.database.pool.query(`select id from site where account_id = ${SANDBOX_ACCOUNT}`)
  const { rows: [number] } = await shared.database.pool.query(`select tn from telephone_number where status = 'Available' order by tn limit 1`)
  order = existingOrder(site.id, [number.tn])
})
afterAll(async () => {
  await killAll()
  await shared.close()
  await folder.remove()
})

/** Sends an order of which the last byte is held back until `finish()`. */
function beginOrder(): { begun: Promise<unknown>, finish: () => Promise<{ status: number, body: string, connection: string | undefined }> } {
  const body = Buffer.from(order)
  const sent = request(new URL(`/api/accounts/${SANDBOX_ACCOUNT}/orders`, address), {
    method: 'POST', headers: { authorization: AUTHORIZATION, 'content-type': 'application/xml', 'content-length': body.length },
  })
  sent.write(body.subarray(0, -1))
  return {
    begun: once(sent, 'socket').then(([socket]) => socket.connecting ? once(socket, 'connect') : undefined),
    async finish() {
      const answered = once(sent, 'response')
      sent.end(body.subarray(-1))
      const [response] = await answered
      let received = ''
      for await (const chunk of response.setEncoding('utf8')) received += chunk
      return { status: response.statusCode, body: received, connection: response.headers.connection }
    },
  }
}

const connects = async (): Promise<boolean> => {
  const socket = connect(Number(address.port), address.hostname)
  return new Promise((resolve) => {
    socket.once('connect', () => { socket.destroy(); resolve(true) })
    socket.once('error', () => { resolve(false) })
  })
}

it('on SIGTERM a request under way is answered, new ones are refused, jobs are given back, and the exit code is 0', async () => {
  await withClient(shared.url, async (blocker) => {
    await blocker.query('begin; lock table telephone_number in exclusive mode')
    const first = beginOrder()
    await first.begun
    expect((await first.finish()).status).toBe(201)
    await until('a job is stuck', async () => (await blocker.query('select from graphile_worker.jobs where locked_by is not null')).rowCount === 1)
    const second = beginOrder()
    await second.begun

    program.kill('SIGTERM')
    await until('no connection is taken', async () => !await connects())
    const { status, body, connection } = await second.finish()
    expect([status, connection]).toEqual([201, 'close'])
    const id = text(readXml(body), 'Order/id')

    await blocker.query('rollback')
    const { code, stderr } = await program.ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const left = await blocker.query('select locked_by from graphile_worker.jobs')
    expect(left.rows.filter((row) => row.locked_by !== null)).toEqual([])
    const kept = await blocker.query('select status from orders where id = $1', [id])
    expect(kept.rowCount).toBe(1)
    expect((await blocker.query('select from worker_process')).rowCount).toBe(0)
  })
})

it('the end of the npm that started the program ends it too', async () => {
  const shell = spawn('sh', ['-c', '"$0" "$1" serve; exit 0', process.execPath, join(packageRoot(), 'src', 'main', 'cli.ts')], {
    env: { PATH: process.env.PATH, PORT: '0', NUMBERPLANE_DATA: folder.path, DATABASE_URL: shared.url, NUMBERPLANE_LOG_LEVEL: 'warn', npm_execpath: '/npm' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output = createInterface({ input: shell.stdout })
  const [banner] = await once(output, 'line')
  expect(banner).toContain('listens on')
  shell.kill('SIGKILL')
  // The program holds the other end of the pipe: its end is the program's.
  await once(output, 'close')
  expect((await shared.database.pool.query('select from worker_process')).rowCount).toBe(0)
})

it('an embedded database ends with the program, and so does every process that it started', async () => {
  const own = await dataFolder()
  const embedded = start(['serve'], { env: { NUMBERPLANE_DATA: own.path } })
  await embedded.ready()
  const postmaster = postmasterPid(own.path)
  const alive = (pid: number) => {
    try { return process.kill(pid, 0) } catch { return false }
  }
  expect(alive(postmaster)).toBe(true)
  embedded.kill('SIGINT')
  const { code } = await embedded.ended
  expect({ code, postmaster: alive(postmaster), program: alive(embedded.pid) }).toEqual({ code: 0, postmaster: false, program: false })
  await own.remove()
})
