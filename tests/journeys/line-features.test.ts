import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLineFeatures } from '../../src/domains/line-features/index.ts'
import type { LineSupplier, SupplierAnswer } from '../../src/domains/line-features/ports.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { createLogger } from '../../src/kernel/log/logger.ts'
import { readXml } from '../../src/kernel/xml/index.ts'
import { callbackReceivers } from '../world/callback-receiver.ts'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { bringing } from '../world/hosting.ts'
import { dldaGroup, dldaXml, lidbGroup, lidbXml, lineFeatures, listingOf, NAME, nameOf } from '../world/line-features.ts'
import { subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, has, text, texts } from '../world/xml.ts'

/** What is entered for a number, from the order to the day on which the number leaves, and who hears of it. */

let world: World
const receivers = callbackReceivers()
beforeAll(async () => { world = await createWorld() })
afterAll(async () => {
  await receivers.close()
  await world.close()
})

const entriesOf = async (tn: string) =>
  (await world.database.pool.query('select kind, state from line_feature where tn = $1 order by kind, state', [tn])).rows.map(({ kind, state }) => `${kind} ${state}`)

async function toldOf(owner: FreshAccount, type: string): Promise<() => string[][]> {
  const receiver = await receivers.start()
  await subscribe(world, owner, receiver.url, { about: `<OrderType>${type}</OrderType>` })
  return () => receiver.requests.map(({ body }) => readXml(body)).map((told) => ['OrderType', 'OrderId', 'Status', 'Message'].map((name) => has(told, name) ? text(told, name) : ''))
}

describe('from the order to the end', () => {
  it('numbers get their names and listings, show them, and lose them with their account', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const [names, listings] = [await toldOf(owner, 'lidb'), await toldOf(owner, 'dldas')]
    const [tn = '', other = ''] = await numbersOf(world, owner, 2)

    const lidb = await my.placeLidb(lidbGroup([tn, other]))
    const dlda = await my.placeDlda(dldaGroup([tn, other]))
    expect([await my.featureOf(tn, 'Lidb'), await my.featureOf(tn, 'Dlda')]).toEqual([expect.stringContaining('Pending'), expect.stringContaining('Pending')])
    await my.finish()
    expect([await my.featureOf(tn, 'Lidb'), await my.featureOf(tn, 'Dlda')]).toEqual([expect.stringContaining('Success'), expect.stringContaining('Success')])

    // The documented statuses of each type; received orders are told of listings only.
    expect(names()).toEqual([
      ['lidb', lidb, 'PROCESSING', 'The LIDB request is being processed by our 3rd party supplier'], ['lidb', lidb, 'COMPLETE', 'The LIDB request is complete for all TNs'],
    ])
    expect(listings().map(([type, id, status]) => [type, id, status])).toEqual(['RECEIVED', 'PROCESSING', 'COMPLETE'].map((status) => ['dldas', dlda, status]))

    const { xml: history } = await world.api('GET', `/tns/${tn}/history`, undefined, { auth: owner.auth })
    const steps = at(history, 'TelephoneNumberStatuses').children.filter((step) => step.children.some(({ name }) => name === 'OrderStatus'))
    expect(steps.map((step) => `${text(step, 'OrderType')} ${text(step, 'OrderStatus')}`).sort()).toEqual([
      'DLDA_ORDER COMPLETE', 'DLDA_ORDER PROCESSING', 'DLDA_ORDER RECEIVED', 'LIDB_ORDER COMPLETE', 'LIDB_ORDER PROCESSING', 'LIDB_ORDER RECEIVED',
    ])

    await actions(world, owner).disconnect([tn])
    expect([await my.featureOf(tn, 'Lidb'), await my.featureOf(tn, 'Dlda')]).toEqual([undefined, undefined])
    expect(await entriesOf(tn)).toEqual(['dlda leaving'])
    expect(await my.featureOf(other, 'Lidb')).toContain('Success')
    await world.advance('P1D', owner.account)
    expect([await entriesOf(tn), await entriesOf(other)]).toEqual([[], ['dlda entered', 'lidb entered']])
    // The orders still tell what they did.
    expect(texts((await my.get(`/lidbs/${lidb}`)).xml, 'LidbTnGroups/LidbTnGroup/TelephoneNumbers/TelephoneNumber')).toEqual([tn, other])
  })

  it('a number that leaves while orders are at it ends them without it, and frees its name', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const [gone = ''] = await numbersOf(world, owner, 1)
    const [lidb, dlda] = [await my.placeLidb(lidbGroup([gone])), await my.placeDlda(dldaGroup([gone]))]
    await actions(world, owner).disconnect([gone])
    expect(await entriesOf(gone)).toEqual([])
    await my.finish()
    expect([await my.errorsOf(`/lidbs/${lidb}`), await my.errorsOf(`/dldas/${dlda}`)]).toEqual([{ [gone]: '11014' }, { [gone]: '16108' }])
    expect([await my.statusOf(`/lidbs/${lidb}`), await my.statusOf(`/dldas/${dlda}`)]).toEqual(['FAILED', 'FAILED'])
  })

  it('what the account set does not follow a number to the next one', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const [tn = ''] = await numbersOf(world, owner, 1)
    await my.placeLidb(lidbGroup([tn]))
    await my.finish()
    // The same number, as if it had come back: nobody has entered anything for it.
    await actions(world, owner).disconnect([tn])
    await world.advance('P45D', owner.account)
    const next = await world.newAccount()
    const { xml } = await world.api('POST', `/accounts/${next.account}/orders`,
      `<Order><SiteId>${next.site}</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>`, { auth: next.auth })
    expect(xml.name).toBe('OrderResponse')
    await world.settle(next.account)
    const theirs = lineFeatures(world, next)
    expect(await theirs.featureOf(tn, 'Lidb')).toBeUndefined()
    await theirs.placeLidb(lidbGroup([tn], nameOf('Next')))
    await theirs.finish()
    expect(await theirs.featureOf(tn, 'Lidb')).toContain('Next')
  })
})

describe('orders at once', () => {
  it('for the same numbers: each number is in one of them', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const tns = await numbersOf(world, owner, 20)
    for (const [path, body] of [['/lidbs', () => lidbXml(lidbGroup(tns))], ['/dldas', () => dldaXml(dldaGroup([...tns].reverse()))]] as const) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => my.post(path, body())))
      const taken = path === '/lidbs' ? 201 : 400
      expect(answers.map(({ status }) => status).sort()).toEqual([201, taken, taken, taken, taken, taken].sort())
    }
    const { rows } = await world.database.pool.query("select kind, count(distinct order_id) as orders, count(*) as numbers from line_feature where account_id = $1 group by kind order by kind", [owner.account])
    expect(rows).toEqual([{ kind: 'dlda', orders: 1, numbers: 20 }, { kind: 'lidb', orders: 1, numbers: 20 }])
  })

  it('can be changed to have each other\'s numbers', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const PAIRS = 10
    const tns = await numbersOf(world, owner, 4 * PAIRS)
    const pairs = await Promise.all(Array.from({ length: PAIRS }, async (_, index) => {
      const [mine = '', yours = '', ...others] = tns.slice(4 * index, 4 * index + 4)
      return { mine, yours, others, my: await my.placeDlda(dldaGroup([mine])), your: await my.placeDlda(dldaGroup([yours])) }
    }))
    const answers = await Promise.all(pairs.flatMap((pair) => [
      my.put(`/dldas/${pair.my}`, dldaXml(dldaGroup([pair.yours, ...pair.others.slice(0, 1)]))), my.put(`/dldas/${pair.your}`, dldaXml(dldaGroup([pair.mine, ...pair.others.slice(1)]))),
    ]))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 2 * PAIRS }, () => 200))
  })

  it('and disconnects leave nothing behind', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const tns = await numbersOf(world, owner, 40)
    await Promise.all(tns.map((tn, index) => index % 2 === 0 ? my.post('/lidbs', lidbXml(lidbGroup([tn]))) : my.post('/dldas', dldaXml(dldaGroup([tn])))).concat(
      tns.map((tn) => actions(world, owner).post('/disconnects', `<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`))))
    await world.settle(owner.account)
    await my.finish()
    const { rows } = await world.database.pool.query("select from line_feature where account_id = $1", [owner.account])
    expect(rows).toEqual([])
    const { rows: open } = await world.database.pool.query('select from orders where account_id = $1 and completed_at is null', [owner.account])
    expect(open).toEqual([])
  })
})

describe('whoever enters things', () => {
  /** The work on orders with another supplier than the simulated one: what a job would do now. */
  function workWith(supplier: LineSupplier | undefined) {
    const { handlers } = createLineFeatures({ database: world.database, clock: systemClock, supplier })
    const run = (name: string) => async (orderId: string) => {
      const handler = handlers.find(({ job }) => job.name === name)
      await handler?.run({ orderId }, { log: createLogger('silent'), attempt: 1, signal: undefined })
    }
    return { names: run('line-features.lidb.enter'), listings: run('line-features.dlda.enter') }
  }
  const answering = (answer: SupplierAnswer): LineSupplier => ({ enterNames: async () => answer, enterListings: async () => answer })

  it('is handed all groups with what they are to get, and each number of a group', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const tns = await numbersOf(world, owner, 3)
    const dlda = await my.placeDlda(dldaGroup(tns.slice(1), listingOf('Jones')) + dldaGroup(tns.slice(0, 1)))
    const handed: unknown[] = []
    const supplier: LineSupplier = {
      enterNames: async () => ({ kind: 'unavailable' }),
      enterListings: async ({ requestId, groups }) => {
        handed.push(requestId, ...groups.map((group) => [group.tns, group.entry.listingName.lastName, group.entry.accountType]))
        return { kind: 'entered', refused: new Map([[tns[2] ?? '', 'too long']]) }
      },
    }
    await workWith(supplier).listings(dlda)
    expect(handed).toEqual([dlda, [tns.slice(0, 1), 'Smith', 'BUSINESS'], [tns.slice(1), 'Jones', 'BUSINESS']])
    expect([await my.statusOf(`/dldas/${dlda}`), await my.errorsOf(`/dldas/${dlda}`)]).toEqual(['PARTIAL', { [tns[2] ?? '']: '16115' }])
    // A job that comes a second time finds nothing to do.
    await workWith(supplier).listings(dlda)
    expect(handed).toHaveLength(3)
  })

  it('and has not finished after 30 days never will', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const [tn = ''] = await numbersOf(world, owner, 1)
    const dlda = await my.placeDlda(dldaGroup([tn]))
    const { listings } = workWith(answering({ kind: 'later', seconds: 40 * 86_400 }))
    await listings(dlda)
    await world.advance('P29D', owner.account)
    await listings(dlda)
    expect(await my.statusOf(`/dldas/${dlda}`)).toBe('PROCESSING')
    await world.advance('P2D', owner.account)
    await listings(dlda)
    expect([await my.statusOf(`/dldas/${dlda}`), await my.errorsOf(`/dldas/${dlda}`)]).toEqual(['FAILED', { [tn]: '5014' }])
  })

  it('does not exist: no number can have anything', async () => {
    const owner = await world.newAccount()
    const [tn = ''] = await numbersOf(world, owner, 1)
    const { routes } = createLineFeatures({ database: world.database, clock: systemClock, supplier: undefined })
    const place = async (id: string, body: unknown) => {
      const route = routes.find(({ operation }) => operation.id === id)
      const user = { userId: 1, userName: 'somebody', signedInWith: 'password', accounts: new Set([owner.account]), rights: new Set<string>() }
      return route?.run(Object.assign({ params: { accountId: owner.account }, query: {}, body, actor: user, clock: systemClock, link: (path: string) => path } as never, {}))
    }
    const group = { telephoneNumbers: [tn], subscriberInformation: 'Joe', useType: 'BUSINESS', visibility: 'PUBLIC' }
    const reply = await place('lidbs-post', { lidbTnGroups: [group] })
    expect(reply?.body).toMatchObject({ lidbOrder: { errorList: [{ telephoneNumber: tn, code: 11016 }] } })
    const listed = { telephoneNumbers: [tn], subscriberType: 'BUSINESS', listingType: 'LISTED', listingName: { lastName: 'Joe' }, listAddress: true,
      address: { houseNumber: '1', streetName: 'Elm', city: 'Raleigh', stateCode: 'NC', zip: '27606' } }
    await expect(place('dldas-post', { dldaTnGroups: [listed] })).rejects.toMatchObject({ status: 400, problems: [{ code: 16104 }, { code: 16102, tn }] })
  })
})

describe('numbers of other kinds', () => {
  it('that an account brings have no line features, as the guide says', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const tn = '3032281000'
    await bringing(world, owner).external('IMPORT', [tn])
    const lidb = await my.placeLidb(lidbGroup([tn], NAME))
    expect(await my.errorsOf(`/lidbs/${lidb}`)).toEqual({ [tn]: '11016' })
  })
})
