import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { enqueue } from '../../src/kernel/jobs/job.ts'
import { tidyFiles } from '../../src/kernel/orders/files/jobs.ts'
import { documents } from '../world/documents.ts'
import { startFakeBucket, type FakeBucket } from '../world/fake-bucket.ts'
import { attaching, PDF } from '../world/files.ts'
import { databaseUrl } from '../world/global-setup.ts'
import { until } from '../world/order-storm.ts'
import { dataFolder, killAll, start, type ProgramProcess } from '../world/program-process.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** A file, its row and its content agree: after changes, while the storage is away, and whenever a process is killed. */

const pdf = documents[PDF] ?? Buffer.alloc(0)
const csv = documents['text/csv'] ?? Buffer.alloc(0)

/** Keys that rows refer to, those whose content is still in the database, and those that are to be removed. */
async function rows({ database: { db } }: World) {
  const files = await db.selectFrom('order_file').select((e) => ['content_key as key', e('content', 'is not', null).as('unstored')]).orderBy('content_key').execute()
  const discarded = await db.selectFrom('discarded_content').select('key').orderBy('key').execute()
  return { keys: files.map(({ key }) => key), unstored: files.filter(({ unstored }) => unstored).length, discarded: discarded.map(({ key }) => key) }
}

/** The hourly round, now. */
async function tidy(world: World, { account }: FreshAccount): Promise<void> {
  await enqueue(world.database.db, tidyFiles, {}, { accountId: account })
  await world.settle(account)
}

describe('on disk', () => {
  let world: World
  let mine: FreshAccount
  let files: ReturnType<typeof attaching>
  let folder: string
  beforeAll(async () => {
    folder = join(tmpdir(), `numberplane-documents-${randomBytes(4).toString('hex')}`)
    world = await createWorld({ env: { NUMBERPLANE_FILES_DIR: folder } })
    mine = await world.newAccount()
    files = attaching(world, mine)
  })
  afterAll(async () => {
    await world.close()
    await rm(folder, { recursive: true, force: true })
  })

  const onDisk = async () => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name).sort()

  it('a content goes from the database to the folder, and away when its file is replaced or deleted', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await world.settle(mine.account)
    const { keys: [first = ''] } = await rows(world)
    expect([await onDisk(), await rows(world)]).toEqual([[first], { keys: [first], unstored: 0, discarded: [] }])
    await files.put(order, name, csv, 'text/csv')
    await world.settle(mine.account)
    const { keys: [second = ''] } = await rows(world)
    expect(second).not.toBe(first)
    expect([await onDisk(), await rows(world)]).toEqual([[second], { keys: [second], unstored: 0, discarded: [] }])
    await files.remove(order, name)
    await world.settle(mine.account)
    expect([await onDisk(), await rows(world)]).toEqual([[], { keys: [], unstored: 0, discarded: [] }])
  })

  it('contents of orders that go with a reset of the sandbox are removed by the next round', async () => {
    const stays = await world.newAccount()
    const others = attaching(world, stays)
    const kept = await others.order()
    const keptName = await others.attach(kept)
    const order = await files.order()
    await Promise.all([files.attach(order), files.attach(order)])
    await Promise.all([world.settle(mine.account), world.settle(stays.account)])
    expect(await onDisk()).toHaveLength(3)
    const reset = await fetch(`${world.origin}/sandbox/accounts/${mine.account}/reset`, { method: 'POST', headers: { authorization: `Basic ${btoa(mine.auth)}` } })
    expect(reset.status).toBe(200)
    expect((await rows(world)).discarded).toHaveLength(2)
    await tidy(world, stays)
    expect([await onDisk(), await rows(world)]).toEqual([[expect.any(String)], { keys: [expect.any(String)], unstored: 0, discarded: [] }])
    expect((await others.get(kept, keptName)).bytes).toEqual(pdf)
  })

  it('a content that the storage refuses to remove keeps no other one waiting', async () => {
    const busy = await world.newAccount()
    const others = attaching(world, busy)
    const [order, stuck] = [await others.order(), randomUUID()]
    const [kept, gone] = [await others.attach(order), await others.attach(order)]
    await world.settle(busy.account)
    const before = await onDisk()
    // What lies there is no file, so it cannot be removed as one.
    await mkdir(join(folder, stuck.slice(-2), stuck, 'x'), { recursive: true })
    await world.database.pool.query(`insert into discarded_content (key, discarded_at) select $1, '2001-01-01' union all select content_key, now() from order_file where name = $2`, [stuck, gone])
    await world.database.pool.query('update order_file set content = $1 where name = $2', [pdf, kept])
    await enqueue(world.database.db, tidyFiles, {}, { accountId: busy.account })
    await until('the round has done what it could', async () => {
      const { unstored, discarded } = await rows(world)
      return unstored === 0 && discarded.join() === stuck
    })
    expect(await onDisk()).toHaveLength(before.length - 1)
    await rm(join(folder, stuck.slice(-2), stuck), { recursive: true })
    await tidy(world, busy)
    expect((await rows(world)).discarded).toEqual([])
    await Promise.all([kept, gone].map((name) => others.remove(order, name)))
    await world.settle(busy.account)
  })

  it('a content that is not what was uploaded is not handed out', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await world.settle(mine.account)
    await world.database.pool.query('update order_file set content = $1 where name = $2', [csv, name])
    const answer = await files.get(order, name)
    expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining('Jane')])
  })
})

describe('in a bucket', () => {
  let bucket: FakeBucket
  let world: World
  let mine: FreshAccount
  let files: ReturnType<typeof attaching>
  beforeAll(async () => {
    bucket = await startFakeBucket()
    world = await createWorld({ env: { ...bucket.settings, NUMBERPLANE_S3_TIMEOUT_MS: '300' } })
    mine = await world.newAccount()
    files = attaching(world, mine)
  })
  beforeEach(() => { bucket.setTrouble(undefined) })
  const waiting = async () => Number(/numberplane_backlog\{queue="files"\} (\d+)/.exec(await (await fetch(`${world.origin}/metrics`)).text())?.[1])
  afterAll(async () => {
    await world.close()
    await bucket.close()
  })

  it('a content goes there and comes from there', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await world.settle(mine.account)
    expect([...bucket.contents.keys()]).toEqual((await rows(world)).keys)
    expect((await files.get(order, name)).bytes).toEqual(pdf)
    expect(bucket.requests.at(-1)).toMatch(/^GET /)
  })

  it.each(['unavailable', 'denied', 'hang'] as const)('while it is %s files are taken and given all the same, and the next round makes up for it', async (trouble) => {
    const order = await files.order()
    bucket.setTrouble(trouble)
    const name = await files.attach(order, csv, 'text/csv')
    await until('storing has failed', async () => bucket.requests.at(-1)?.startsWith('PUT ') === true)
    expect((await files.get(order, name)).bytes).toEqual(csv)
    expect(await waiting()).toBe(1)
    bucket.setTrouble(undefined)
    await tidy(world, mine)
    expect([(await rows(world)).unstored, await waiting()]).toEqual([0, 0])
    expect((await files.get(order, name)).bytes).toEqual(csv)
  })

  it.each(['unavailable', 'denied', 'hang', 'cut'] as const)('a content that lies there cannot be had while it is %s: 503 in the documented form, and later the content', async (trouble) => {
    const order = await files.order()
    const name = await files.attach(order)
    await tidy(world, mine)
    bucket.setTrouble(trouble)
    const answer = await files.get(order, name)
    expect([answer.status, answer.headers.get('retry-after'), answer.text]).toEqual([503, '1', expect.stringContaining('<ErrorCode>503</ErrorCode><Description>The storage of files cannot be reached')])
    bucket.setTrouble(undefined)
    expect((await files.get(order, name)).bytes).toEqual(pdf)
  })

  it('a content that is gone is not answered with another: 500 without detail', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await tidy(world, mine)
    await world.database.pool.query('update order_file set content_key = gen_random_uuid() where name = $1', [name])
    const answer = await files.get(order, name)
    expect([answer.status, answer.text]).toEqual([500, expect.stringContaining('The request failed inside the system')])
    await files.remove(order, name)
    await tidy(world, mine)
  })

  it('a file is deleted while it is away, and its content as soon as it is back', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await tidy(world, mine)
    bucket.setTrouble('unavailable')
    expect((await files.remove(order, name)).status).toBe(200)
    expect((await files.get(order, name)).status).toBe(404)
    bucket.setTrouble(undefined)
    await tidy(world, mine)
    const { keys, discarded } = await rows(world)
    expect([[...bucket.contents.keys()].sort(), discarded]).toEqual([keys, []])
  })
})

describe('a worker that is killed with SIGKILL', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>
  let bucket: FakeBucket
  let world: World
  let mine: FreshAccount
  let files: ReturnType<typeof attaching>
  let url: string
  const secret = randomBytes(32).toString('base64')
  beforeAll(async () => {
    folder = await dataFolder()
    bucket = await startFakeBucket()
    world = await createWorld({ worker: false, env: bucket.settings })
    mine = await world.newAccount()
    files = attaching(world, mine)
    const { rows: [row] } = await world.database.pool.query<{ name: string }>('select current_database() as name')
    url = databaseUrl(inject('serverUrl'), row?.name ?? '')
  })
  afterEach(() => killAll())
  afterAll(async () => {
    await world.close()
    await bucket.close()
    await folder.remove()
  })

  const worker = (): ProgramProcess => start(['serve', '--role', 'worker'], {
    env: { ...bucket.settings, NUMBERPLANE_S3_TIMEOUT_MS: '60000', DATABASE_URL: url, NUMBERPLANE_DATA: folder.path, NUMBERPLANE_SECRET: secret, NUMBERPLANE_LOG_LEVEL: 'silent' },
  })
  async function killedWhen(what: string, holds: () => Promise<boolean>): Promise<void> {
    const victim = worker()
    await until(what, holds)
    victim.kill('SIGKILL')
    await victim.ended
    bucket.setTrouble(undefined)
  }
  /** Lets another worker finish: then rows and bucket agree to the key. */
  async function finish(): Promise<void> {
    worker()
    await until('rows and bucket agree', async () => {
      const { keys, unstored, discarded } = await rows(world)
      return unstored === 0 && discarded.length === 0 && [...bucket.contents.keys()].sort().join() === keys.join()
    })
    await killAll()
  }
  const isPutting = async () => bucket.requests.at(-1)?.startsWith('PUT ') === true

  it('while the storage takes a content: another one stores it', async () => {
    const order = await files.order()
    bucket.setTrouble('hang')
    const name = await files.attach(order)
    await killedWhen('it is storing', isPutting)
    expect((await files.get(order, name)).bytes).toEqual(pdf)
    await finish()
    expect((await files.get(order, name)).bytes).toEqual(pdf)
  })

  it('after that, before the row lets go of the content: another one does', async () => {
    const order = await files.order()
    bucket.setTrouble('mute')
    const name = await files.attach(order, csv, 'text/csv')
    await killedWhen('it has stored', async () => bucket.contents.size === (await rows(world)).keys.length)
    expect((await rows(world)).unstored).toBe(1)
    await finish()
    expect((await files.get(order, name)).bytes).toEqual(csv)
  })

  it('after storing the content of a file that was deleted meanwhile: nothing of it stays', async () => {
    const order = await files.order()
    const before = bucket.contents.size
    bucket.setTrouble('mute')
    const name = await files.attach(order)
    await killedWhen('it has stored', async () => {
      if (bucket.contents.size === before) return false
      await files.remove(order, name)
      return true
    })
    expect(bucket.contents.size).toBe(before + 1)
    await finish()
    expect(bucket.contents.size).toBe(before)
  })

  it('before it removes what was deleted: another one does', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await finish()
    await files.remove(order, name)
    bucket.setTrouble('hang')
    await killedWhen('it is removing', async () => bucket.requests.at(-1)?.startsWith('DELETE ') === true)
    await finish()
  })
})
