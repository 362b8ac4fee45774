import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, killAll, runToEnd } from '../world/program-process.ts'
import { cloneTemplate, type TestDatabase } from '../world/template-database.ts'
import { SANDBOX_ACCOUNT } from '../world/world.ts'

let folder: Awaited<ReturnType<typeof dataFolder>>
let seeded: TestDatabase
beforeAll(async () => {
  folder = await dataFolder()
  seeded = await cloneTemplate()
})
afterAll(async () => {
  await killAll()
  await seeded.close()
  await folder.remove()
})

const run = (args: readonly string[], input?: string) => runToEnd(args, { env: { DATABASE_URL: seeded.url, NUMBERPLANE_DATA: join(folder.path, 'unused') }, input })
async function file(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder.path, name)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}
const number = (tn: string) => seeded.database.db.selectFrom('telephone_number').leftJoin('rate_center', 'rate_center.id', 'telephone_number.rate_center_id')
  .selectAll('telephone_number').select('rate_center.abbreviation').where('tn', '=', tn).executeTakeFirst()
const count = async (prefix: string) => (await seeded.database.db.selectFrom('telephone_number').select((e) => e.fn.countAll<number>().as('count'))
  .where('tn', 'like', `${prefix}%`).executeTakeFirstOrThrow()).count

const lastEntry = () => seeded.database.db.selectFrom('audit_entry').select(['actor', 'operation', 'subject', 'after']).orderBy('id', 'desc').limit(1).executeTakeFirst()

describe('inventory import', () => {
  it('takes numbers, ranges and thousands blocks, each with what its line says, and tells what it did', async () => {
    const { rows: [place] } = await seeded.database.pool.query<{ site: number, peer: number }>('select site_id as site, id as peer from sip_peer where account_id = $1', [SANDBOX_ACCOUNT])
    const path = await file('numbers.csv', [
      'Number,Status,Account,Site,Peer,Rate Center,State,Tier,Protected,Country,Type,Services,Aging_Until',
      '919-777-0000', '9197770100-9197770199', '919778-4', '9197770300,,,,,CARY,NC,2,true',
      `9197770400,Inservice,${SANDBOX_ACCOUNT},${place?.site},${place?.peer},,,,,,,Voice;Messaging`,
      `9197770500,Aging,${SANDBOX_ACCOUNT},,,,,,,,,,2030-01-31T12:00:00Z`, '8007770000',
      `+33140289562,Inservice,${SANDBOX_ACCOUNT},${place?.site},${place?.peer},,,,,FR,geographic`,
    ])
    const { code, stdout } = await run(['inventory', 'import', path])
    expect([code, stdout]).toEqual([0, 'lines: 8, numbers: 1106, new: 1106\n'])
    expect([await count('91977701'), await count('9197784')]).toEqual([100, 1000])
    expect(await number('9197770000')).toMatchObject({ status: 'Available', abbreviation: 'SANFORD', state: 'NC', lata: 426, pool_account_id: null })
    expect(await number('9197770300')).toMatchObject({ abbreviation: 'CARY', tier: 2, protected: true })
    expect(await number('9197770400')).toMatchObject({ status: 'Inservice', account_id: SANDBOX_ACCOUNT, site_id: place?.site, service_types: ['Voice', 'Messaging'] })
    expect(await number('8007770000')).toMatchObject({ status: 'Available', abbreviation: null })
    expect(await number('+33140289562')).toMatchObject({ status: 'Inservice', country: 'FR', tn_type: 'geographic' })
    const timer = await seeded.database.db.selectFrom('timer').select(['account_id', 'due_at']).where('key', 'like', 'age-out:%').executeTakeFirst()
    expect(timer).toEqual({ account_id: SANDBOX_ACCOUNT, due_at: new Date('2030-01-31T12:00:00Z') })
    expect(await lastEntry()).toEqual({ actor: '(command line)', operation: 'import', subject: `numbers from ${path}`, after: { lines: 8, numbers: 1106, new: 1106 } })
  })

  it('done again changes nothing', async () => {
    const before = await number('9197770300')
    expect((await run(['inventory', 'import', '-'], 'number\n9197770300\n')).stdout).toBe('lines: 1, numbers: 1, new: 0\n')
    expect(await number('9197770300')).toEqual(before)
  })

  it("into an account's own pool", async () => {
    expect((await run(['inventory', 'import', '-', '--account', String(SANDBOX_ACCOUNT)], 'number\n9197771000\n')).code).toBe(0)
    expect(await number('9197771000')).toMatchObject({ status: 'Available', pool_account_id: SANDBOX_ACCOUNT })
  })

  it('names every line that is wrong, and takes nothing of the file', async () => {
    const path = await file('wrong.csv', [
      'number,status,account,site,peer,rate_center,state,tier,vendor', '9197772000', 'abc', '9197772001,Reserved', '9197772002,Inservice', '9197772009-9197772003',
      '9197772004,,,,,NOWHERE,NC', '9197772005,,,,,,,9', '4335550100', '9197772006,,,,,,,,77', '9197772007,Inservice,1,2,3', '+33140289563', '9197772010,,5',
    ])
    const before = await lastEntry()
    const { code, stdout, stderr } = await run(['inventory', 'import', path])
    expect(await lastEntry()).toEqual(before)
    expect([code, stdout]).toEqual([1, ''])
    const told = stderr.trim().split('\n')
    expect(told.slice(0, -1).map((line) => line.replace(/:.*/, ''))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((line) => `line ${line}`))
    for (const part of ["line 3: 'abc' is no number, range or thousands block", "line 4: status 'Reserved' is not one of Available",
      'line 7: rate center NOWHERE is not known in NC', 'line 9: no rate center is known for 433555; give rate_center and state', 'line 10: vendor 77 does not exist',
      'line 11: the account has no such site and peer']) expect(stderr).toContain(part)
    expect(told.at(-1)).toMatch(/^numberplane: nothing was changed, because of 11 problems/)
    expect(await number('9197772000')).toBeUndefined()
  })

  it('numbers that an account gave up before are among its disconnected ones, rest as long as is said, and keep the date', async () => {
    const lines = [`9197774000,Aging,${SANDBOX_ACCOUNT},2031-01-01T00:00:00Z,2030-12-01T00:00:00Z,2029-01-01T00:00:00Z`, `9197774001,Disconnected,${SANDBOX_ACCOUNT},,,`, '9197774002,Available,,,2030-05-01T00:00:00Z,']
    expect((await run(['inventory', 'import', '-'], ['number,status,account,aging_until,disconnected_at,in_service_at', ...lines, ''].join('\n'))).code).toBe(0)
    const given = await seeded.database.db.selectFrom('disconnected_number').select(['tn', 'at']).where('account_id', '=', SANDBOX_ACCOUNT).where('tn', 'like', '919777400%').orderBy('tn').execute()
    expect(given).toEqual([{ tn: '9197774000', at: new Date('2030-12-01T00:00:00Z') }, { tn: '9197774001', at: (await number('9197774001'))?.modified_at }])
    expect(await number('9197774000')).toMatchObject({ permanently_disconnected_at: new Date('2030-12-01T00:00:00Z'), in_service_at: new Date('2029-01-01T00:00:00Z') })
    expect(await number('9197774002')).toMatchObject({ permanently_disconnected_at: new Date('2030-05-01T00:00:00Z'), in_service_at: null })
  })

  it('every number that rests has a timer, however many there are', async () => {
    const path = await file('many.csv', [
      'number,status,account,aging_until,rate_center,state', `9195000000-9195100000,Aging,${SANDBOX_ACCOUNT},2032-01-01T00:00:00Z,CARY,NC`, `9195100001,Aging,${SANDBOX_ACCOUNT},2032-02-01T00:00:00Z,CARY,NC`,
    ])
    expect((await run(['inventory', 'import', path])).stdout).toBe('lines: 2, numbers: 100002, new: 100002\n')
    const timers = await seeded.database.db.selectFrom('timer').select('due_at').where('key', 'like', 'age-out:%').where('due_at', '>', new Date('2031-06-01T00:00:00Z')).orderBy('due_at').execute()
    expect(timers.map(({ due_at: due }) => due.toISOString().slice(0, 7))).toEqual(['2032-01', '2032-02'])
    await seeded.database.pool.query(`delete from telephone_number where tn between '9195000000' and '9195100001'`)
    await seeded.database.pool.query(`delete from disconnected_number where tn between '9195000000' and '9195100001'`)
  })

  it('a dry run checks all of it and changes nothing', async () => {
    const path = await file('dry.csv', ['number', '9197773000-9197773999'])
    expect((await run(['inventory', 'import', path, '--dry-run'])).stdout).toBe('the file is in order; nothing was changed (lines: 1, numbers: 1000, new: 1000)\n')
    expect(await number('9197773000')).toBeUndefined()
  })

  it.each([
    [['inventory', 'import', 'nowhere.csv'], 'nowhere.csv cannot be read'], [['inventory', 'import', '-', '--account', 'x'], '--account takes one number'],
    [['inventory', 'import', '-'], 'no line names the columns number'], [['inventory', 'import', '/'], '/ is a folder, not a file'], [['inventory', 'export', '/'], 'EISDIR'],
    [['inventory', 'import', '-', '--account', '99'], 'there is no account 99'], [['inventory', 'export', '--account', '99'], 'there is no account 99'],
    [['inventory', 'export', '--status', 'Lost'], '--status takes one of Available, Reserved, Inservice, Aging, Disconnected, PortOut, not "Lost"'],
    [['plan', 'import', 'constructor', '-'], 'plan import knows no "constructor"'],
    [['inventory', 'take'], '"inventory take" is not a command'], [['plan', 'import', 'x', '-'], 'plan import knows no "x"'],
  ])('%j is refused in one line', async (args, text) => {
    const { code, stderr } = await run(args, 'tn\n9195550100\n')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^numberplane: [^\n]+\n$/)
    expect(stderr).toContain(text)
  })
})

describe('inventory export', () => {
  it('writes what import reads: the same numbers come back', async () => {
    const path = join(folder.path, 'out.csv')
    expect((await run(['inventory', 'export', path, '--account', String(SANDBOX_ACCOUNT)])).code).toBe(0)
    const text = await readFile(path, 'utf8')
    const before = await seeded.database.db.selectFrom('telephone_number').select(['tn', 'status', 'rate_center_id', 'account_id', 'pool_account_id', 'service_types', 'aging_until', 'country', 'in_service_at', 'permanently_disconnected_at'])
      .where((e) => e.or([e('account_id', '=', SANDBOX_ACCOUNT), e('pool_account_id', '=', SANDBOX_ACCOUNT)])).orderBy('tn').execute()
    expect(text.trim().split('\n')).toHaveLength(before.length + 1)
    const tns = before.map(({ tn }) => tn)
    await seeded.database.db.deleteFrom('telephone_number').where('tn', 'in', tns).execute()
    expect((await run(['inventory', 'import', path])).stdout).toContain(`new: ${before.length}`)
    expect(await seeded.database.db.selectFrom('telephone_number').select(['tn', 'status', 'rate_center_id', 'account_id', 'pool_account_id', 'service_types', 'aging_until', 'country', 'in_service_at', 'permanently_disconnected_at'])
      .where('tn', 'in', tns).orderBy('tn').execute()).toEqual(before)
  })

  it('to standard output, of one state, in pages', async () => {
    const { stdout, stderr } = await run(['inventory', 'export', '--status', 'available'])
    const lines = stdout.trim().split('\n')
    expect(lines.length).toBeGreaterThan(20_000)
    expect(stderr).toContain(`${lines.length - 1} numbers`)
    const tns = lines.slice(1).map((line) => line.split(',', 1)[0] ?? '')
    expect(tns).toEqual([...new Set(tns)].toSorted())
  })
})

describe('inventory aging', () => {
  it('shows and sets how long numbers rest', async () => {
    expect((await run(['inventory', 'aging', 'toll-free', '90'])).stdout).toBe('international: 45 days\nlocal: 45 days\ntoll-free: 90 days\n')
    for (const args of [['local', '0'], ['local', '366'], ['local'], ['nothing', '45']]) expect((await run(['inventory', 'aging', ...args])).code).toBe(1)
  })
})

describe('plan import', () => {
  const center = (state: string, name: string) => seeded.database.db.selectFrom('rate_center').selectAll().where('state', '=', state).where('abbreviation', '=', name).executeTakeFirst()
  const exchange = (npaNxx: string) => seeded.database.db.selectFrom('exchange').innerJoin('rate_center', 'rate_center.id', 'exchange.rate_center_id')
    .select(['rate_center.abbreviation', 'rate_center.state', 'exchange.spid']).where('npa_nxx', '=', npaNxx).executeTakeFirst()

  it('central office codes, tab-separated: exchanges move, unknown rate centers are added, numbers stay', async () => {
    const before = await number('9197770000')
    const path = await file('allutlzd.txt', [
      'State\tNPA-NXX\tOCN\tCompany\tRateCenter\tEffectiveDate\tUse\tAssignDate\tInitial/Growth',
      'NC\t919-777\t9735\tBRAND NEW WIRELESS LLC\tCARY\t01/01/2000\tAS\t\tI', 'NC\t919-211\t9736\tOTHER TELEPHONE\tNEWPLACE\t\tAS\t\tI', 'NC\t919-911\t\t\tXXXXXXXXXX\t\tUA\t\t',
    ])
    const { code, stdout } = await run(['plan', 'import', 'co-codes', path])
    expect([code, stdout]).toEqual([0, 'lines: 3, passed over: 1, new rate centers: 1, codes: 2, changed: 2\n'])
    expect(await exchange('919777')).toEqual({ abbreviation: 'CARY', state: 'NC', spid: '9735' })
    expect(await exchange('919211')).toEqual({ abbreviation: 'NEWPLACE', state: 'NC', spid: '9736' })
    expect(await center('NC', 'NEWPLACE')).toMatchObject({ city: 'NEWPLACE', country: 'US', lata: 426 })
    const kinds = await seeded.database.db.selectFrom('carrier').select(['spid', 'kind']).where('spid', 'in', ['9735', '9736']).orderBy('spid').execute()
    expect(kinds).toEqual([{ spid: '9735', kind: 'WIRELESS' }, { spid: '9736', kind: 'WIRELINE' }])
    expect(await number('9197770000')).toEqual(before)
  })

  it('central office codes as CSV, with area code and exchange in columns of their own', async () => {
    const text = 'Report of 2026\nSTATE,NPA,NXX,OCN,COMPANY,"RATE CENTER",STATUS\nNC,919,212,9735,"BRAND, NEW",RALEIGH,Assigned\n'
    expect((await run(['plan', 'import', 'co-codes', '-'], text)).code).toBe(0)
    expect(await exchange('919212')).toMatchObject({ abbreviation: 'RALEIGH' })
    expect((await run(['plan', 'import', 'co-codes', '-'], text)).stdout).toContain('changed: 0')
  })

  it('thousands blocks: numbers of a block lie where the block does', async () => {
    const path = await file('blocks.csv', ['State,NPA,NXX,X,RateCenter,Status,OCN,Company', 'NC,919,212,5,CARY,AS,9735,BRAND NEW', 'NC,919,212,6,CARY,AV,,'])
    expect((await run(['plan', 'import', 'blocks', path])).stdout).toBe('lines: 2, passed over: 1, new rate centers: 0, codes: 1, changed: 1\n')
    await run(['inventory', 'import', '-'], 'number\n9192125000\n9192126000\n')
    expect([(await number('9192125000'))?.abbreviation, (await number('9192126000'))?.abbreviation]).toEqual(['CARY', 'RALEIGH'])
  })

  it('area codes', async () => {
    const path = await file('npa.csv', [
      'File Date,11/21/2026', 'NPA_ID,type_of_code,ASSIGNABLE,ASSIGNED,USE,LOCATION,COUNTRY,IN_SERVICE',
      '211,,No,No,N,,,N', '357,General Purpose Code,Yes,Yes,G,CA,US,Y', '242,General Purpose Code,Yes,Yes,G,BAHAMAS,BAHAMAS,Y', '889,,Yes,Yes,N,,,N', '800,,Yes,Yes,N,,,Y', '987,General Purpose Code,Yes,Yes,G,MANITOBA,CANADA,Y',
    ])
    expect((await run(['plan', 'import', 'npa', path])).code).toBe(0)
    const rows = await seeded.database.db.selectFrom('npa').select(['npa', 'country', 'state', 'kind']).where('npa', 'in', ['987', '211', '357', '242', '889', '800']).orderBy('npa').execute()
    expect(rows).toEqual([
      { npa: '242', country: 'BS', state: null, kind: 'geographic' }, { npa: '357', country: 'US', state: 'CA', kind: 'geographic' },
      { npa: '800', country: expect.anything(), state: null, kind: 'toll-free' }, { npa: '889', country: null, state: null, kind: 'non-geographic' },
      { npa: '987', country: 'CA', state: 'MB', kind: 'geographic' },
    ].map((row) => row.npa === '800' ? { ...row, country: rows.find(({ npa }) => npa === '800')?.country ?? null } : row))
  })

  it('rate centers: what is given replaces what is known, the rest stays', async () => {
    const before = await center('NC', 'RALEIGH')
    const path = await file('centers.csv', [
      'state,rate_center,city,lata,tier,on_net,zips,lca', 'NC,RALEIGH,,,4,false,27606 27607 27606,NC:CARY NC:NEWPLACE NC:RALEIGH NC:CARY', 'NC,FAROUT,Far Out,426,5,,,',
    ])
    expect((await run(['plan', 'import', 'rate-centers', path])).code).toBe(0)
    expect(await center('NC', 'RALEIGH')).toEqual({ ...before, tier: 4, on_net: false })
    expect(await center('NC', 'FAROUT')).toMatchObject({ city: 'FAR OUT', lata: 426, tier: 5 })
    const zips = await seeded.database.db.selectFrom('rate_center_zip').select('zip').where('rate_center_id', '=', before?.id ?? 0).orderBy('zip').execute()
    expect(zips.map(({ zip }) => zip)).toEqual(['27606', '27607'])
    const local = await seeded.database.db.selectFrom('local_calling_area').innerJoin('rate_center', 'rate_center.id', 'to_rate_center_id').select('abbreviation')
      .where('from_rate_center_id', '=', before?.id ?? 0).orderBy('abbreviation').execute()
    expect(local.map(({ abbreviation }) => abbreviation)).toEqual(['CARY', 'NEWPLACE', 'RALEIGH'])
  })

  it('rate centers: numbers are found in the LATA that theirs has now, with and without its state', async () => {
    const lataOf = async () => (await seeded.database.pool.query<{ lata: number, state: string }>(`select t.lata, t.state from telephone_number t
      join rate_center c on c.id = t.rate_center_id where c.abbreviation = 'RALEIGH' and c.state = 'NC' group by 1, 2`)).rows
    const [before] = await lataOf()
    const moved = await run(['plan', 'import', 'rate-centers', '-'], 'state,rate_center,lata\nNC,RALEIGH,422\n')
    expect(moved.stdout).toMatch(/numbers in another LATA: [1-9]/)
    expect(await lataOf()).toEqual([{ lata: 422, state: 'NC' }])
    await run(['plan', 'import', 'rate-centers', '-'], `state,rate_center,lata\nNC,RALEIGH,${before?.lata}\n`)
    expect(await lataOf()).toEqual([before])
  })

  it('rate centers: neighbours may be named before their own line, however far away', async () => {
    const centers = Array.from({ length: 10_500 }, (_, index) => `NC,FAR${index},${index === 0 ? 'NC:FAR10499' : index === 10_499 ? 'NC:FAR0 NC:FAR1' : ''}`)
    const path = await file('many-centers.csv', ['state,rate_center,lca', ...centers])
    expect((await run(['plan', 'import', 'rate-centers', path])).stdout).toBe('lines: 10500, new rate centers: 10500, rate centers: 10500, changed: 10500, numbers in another LATA: 0\n')
    const local = await seeded.database.pool.query<{ from: string, to: string }>(`
      select a.abbreviation as "from", b.abbreviation as "to" from local_calling_area l join rate_center a on a.id = l.from_rate_center_id join rate_center b on b.id = l.to_rate_center_id
      where a.abbreviation in ('FAR0', 'FAR10499') and a.id <> b.id order by 1, 2`)
    expect(local.rows).toEqual([{ from: 'FAR0', to: 'FAR10499' }, { from: 'FAR10499', to: 'FAR0' }, { from: 'FAR10499', to: 'FAR1' }])
    expect((await run(['plan', 'import', 'rate-centers', '-'], 'state,rate_center,lca\nNC,FAR0,NC:FAR2\n')).stdout).toContain('changed: 0')
    expect((await seeded.database.pool.query<{ to: string }>(`select b.abbreviation as "to" from local_calling_area l join rate_center a on a.id = l.from_rate_center_id
      join rate_center b on b.id = l.to_rate_center_id where a.abbreviation = 'FAR0' order by 1`)).rows).toEqual([{ to: 'FAR0' }, { to: 'FAR2' }])
  })

  it.each([
    ['co-codes', 'State,NPA-NXX,OCN,RateCenter\nNC,919-77,9735,CARY\nNC,919-778,97,CARY\n', ["line 2: '91977' is no NPA-NXX", "line 3: '97' is no OCN"]],
    ['npa', 'NPA_ID,ASSIGNED,USE,COUNTRY\n91,Yes,G,US\n919,Yes,G,ATLANTIS\n', ["line 2: '91' is no area code", "line 3: the country 'ATLANTIS'"]],
    ['rate-centers', 'state,rate_center,tier,lca\nNC,CARY,7,\nNC,CARY,,NC:NOWHERE\n', ["line 2: tier '7' is not 0 to 5", 'line 3: lca: no rate center NC:NOWHERE']],
    ['rate-centers', 'state,rate_center,ziips\nNC,CARY,27511\n', ["line 1: there is no column 'ziips'"]],
    ['co-codes', 'State,NPA-NXX,OCN,Company,RateCenter\nNC,919-777,9735,ACME, INC.,CARY\n', ['line 2: there are 6 cells under a heading of 5']],
    ['blocks', 'State,NPA-NXX,X,RateCenter,OCN\nNC,919-777,,CARY,\n', ["line 2: '919777' is no NPA-NXX-X"]],
  ])('%s: names the lines that are wrong, and changes nothing', async (kind, text, told) => {
    const { code, stderr } = await run(['plan', 'import', kind, '-'], text)
    expect(code).toBe(1)
    for (const line of told) expect(stderr).toContain(line)
  })
})
