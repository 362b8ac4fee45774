import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, killAll, runToEnd } from '../world/program-process.ts'
import { cloneTemplate, type TestDatabase } from '../world/template-database.ts'

/** Administration from the command line: what it says, what it does, what stands in the audit trail. */

let folder: Awaited<ReturnType<typeof dataFolder>>
let target: TestDatabase
beforeAll(async () => {
  folder = await dataFolder()
  target = await cloneTemplate()
})
afterAll(async () => {
  await killAll()
  await target.close()
  await folder.remove()
})

const run = (args: string, input?: string) =>
  runToEnd(args.split(' '), { env: { DATABASE_URL: target.url, NUMBERPLANE_DATA: join(folder.path, 'unused'), NUMBERPLANE_LOG_LEVEL: 'silent' }, input })
async function says(args: string, wanted: RegExp, input?: string): Promise<string> {
  const { code, stdout, stderr } = await run(args, input)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(wanted)
  return stdout
}
async function one<T extends object>(query: string): Promise<T | undefined> {
  return (await target.database.pool.query<T>(query)).rows[0]
}

describe('the command line', () => {
  it('opens, suspends and resumes accounts', async () => {
    await says('admin account add Corp --account 4321', /^account 4321 is open\n$/)
    await says('admin account suspend 4321', /^account 4321 is suspended\n$/)
    expect(await one('select status from account where id = 4321')).toEqual({ status: 'suspended' })
    await says('admin account resume 4321', /^account 4321 is active\n$/)
    const { rows } = await target.database.pool.query('select actor, actor_id, operation, request_id from audit_entry where account_id = 4321 order by id')
    expect(rows.map(({ operation }) => operation)).toEqual(['admin-accounts-post', 'admin-accounts-id-status-put', 'admin-accounts-id-status-put'])
    expect(rows[0]).toMatchObject({ actor: '(command line)', actor_id: null, request_id: null })
  })

  it('sets the time zone of an account', async () => {
    await says('admin account add Zoned --account 4322', /^account 4322 is open\n$/)
    await says('admin account time-zone 4322 america/chicago', /^account 4322 has its days in America\/Chicago\n$/)
    expect(await one('select time_zone from account where id = 4322')).toEqual({ time_zone: 'America/Chicago' })
    expect(await one(`select actor, before, after from audit_entry where operation = 'admin-accounts-id-time-zone-put'`))
      .toEqual({ actor: '(command line)', before: { timeZone: 'America/New_York' }, after: { timeZone: 'America/Chicago' } })
  })

  it('adds an administrator, gives a password, disables a user, adds and removes a client', async () => {
    await says('user add chief --admin', /^user chief may act on no account yet\n$/, 'a long password\n')
    expect(await one(`select r.can_update from user_role r join app_user u on u.id = r.user_id where u.username = 'chief' and r.role = 'ROLE_ADMIN'`)).toEqual({ can_update: true })
    expect(await one(`select operation, after from audit_entry where subject = 'user chief'`)).toEqual({ operation: 'user add', after: { accounts: [], roles: 'administrator' } })
    await says('admin user password chief', /^user chief has the password [\w-]{16}\n$/)
    const said = await says('admin client add chief ci', /^client ci acts as chief; its secret, shown only now: [\w-]{43}\n$/)
    expect(JSON.stringify((await target.database.pool.query('select * from audit_entry')).rows)).not.toContain(said.trim().split(' ').at(-1))
    await says('admin client remove ci', /^client ci is gone\n$/)
    await says('admin user disable chief', /^user chief is disabled\n$/)
  })

  it('switches features', async () => {
    await says('admin feature off Origination.CNAM --account 5500012', /^account 5500012 has (?!.*CNAM)/)
    await says('admin feature on origination.cnam --account 5500012', /^account 5500012 has .*Origination\.CNAM/)
  })

  it('locks a site and approves countries', async () => {
    const site = await one<{ id: number }>('select id from site where account_id = 5500012 order by id limit 1')
    await says(`admin site lock ${site?.id} --account 5500012`, /^site \d+, .+, is locked\n$/)
    expect(await one(`select locked from site where id = ${site?.id}`)).toEqual({ locked: true })
    await says(`admin site unlock ${site?.id} --account 5500012`, /^site \d+, .+, is not locked\n$/)
    await says('admin countries set DEU,can --account 5500012', /^messages of account 5500012 may break out to CAN, DEU\n$/)
    await says('admin countries set none --account 5500012', /^messages of account 5500012 may break out to nowhere\n$/)
    expect(await one(`select count(*) from audit_entry where account_id = 5500012 and operation ~ 'lock|countries'`)).toEqual({ count: 4 })
  })

  it('limits what an account may order, one limit at a time', async () => {
    await says('admin limit numbers-per-order 10 --account 5500012', /^account 5500012: numbers-per-order 10, numbers-in-service none, open-back-orders none\n$/)
    await says('admin limit open-back-orders 0 --account 5500012', /^account 5500012: numbers-per-order 10, numbers-in-service none, open-back-orders 0\n$/)
    await says('admin limit numbers-per-order none --account 5500012', /^account 5500012: numbers-per-order none, numbers-in-service none, open-back-orders 0\n$/)
    expect(await one(`select count(*) from audit_entry where account_id = 5500012 and operation ~ 'limits'`)).toEqual({ count: 3 })
    expect((await run('admin limit numbers-per-order many --account 5500012')).stderr).toContain('a limit is a number or none')
  })

  it('imports streets', async () => {
    const path = join(folder.path, 'addresses.csv')
    await writeFile(path, 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n,,1,Peña Street,,Raleigh,,NC,27606,,\n')
    await says(`addresses import ${path}`, /^1 addresses read, 0 of them without street or place; 1 streets are new\n$/)
    expect(await one('select operation, subject, after from audit_entry order by id desc limit 1')).toEqual({
      operation: 'addresses import', subject: `streets from ${path}`, after: { rows: 1, skipped: 0, added: 1 },
    })
    expect(await one('select name, suffix, city, zip from address_street')).toEqual({ name: 'PENA', suffix: 'ST', city: 'RALEIGH', zip: '27606' })
  })

  it.each([
    ['admin account suspend 77', "Account '77' does not exist"], ['admin user disable nobody', "User 'nobody' does not exist"],
    ['admin account time-zone 5500012 Mars/Olympus', "Time zone 'Mars/Olympus' does not exist"], ['admin account time-zone 5500012', 'is not a command'],
    ['admin feature on Nothing --account 5500012', "Product 'Nothing' does not exist"], ['admin feature on Origination', 'an account is a number, not ""'],
    ['admin user fly away', 'is not a command'], ['addresses import /nowhere.csv', '/nowhere.csv cannot be read'],
  ])('refuses %s in one line', async (args, wanted) => {
    const { code, stdout, stderr } = await run(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^numberplane: [^\n]+\n$/)
    expect(stderr).toContain(wanted)
  })
})
