import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EmergencyService } from '../../src/domains/emergency/index.ts'
import { calling, e911In, house, numbersBody, outcome } from '../world/e911.ts'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** Numbers leave an account and come back while the emergency service is told of either: in the end it has of each number what its holder set last. */

type Submit = EmergencyService['submit']
const done: Submit = async () => ({ kind: 'done', refused: [] })
let answerRemoval: Submit = done
let answerPut: Submit = done
let told: string[] = []

const service: EmergencyService = {
  async submit(question) {
    const { action } = question.entries[0] ?? {}
    const answer = await (action === 'remove' ? answerRemoval : answerPut)(question)
    const said = answer.kind === 'done' ? `${action}d` : answer.kind
    told.push(...question.entries.map(({ address }) => `${action} ${address?.houseNumber} ${said}`))
    return answer
  },
}

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
let brings: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld({ emergencyService: service })
  owner = await world.newAccount()
  my = calling(world, owner)
  brings = bringing(world, owner)
})
afterEach(() => { [answerRemoval, answerPut, told] = [done, done, []] })
afterAll(() => world.close())

/** A number of the account that calls from a house. */
async function numberAt(houseNumber: string): Promise<string> {
  const [tn = ''] = await outside(world, 1)
  await brings.external('IMPORT', [tn])
  expect(outcome(await my.done(numbersBody([tn], { Address: house(houseNumber) })))).toBe('COMPLETE')
  return tn
}

const pending = async () => (await world.database.pool.query('select from emergency_withdrawal')).rows.length
const retry = async () => {
  await world.database.pool.query(`update graphile_worker._private_jobs set run_at = now() where locked_at is null and id in (select id from graphile_worker.jobs where task_identifier = 'emergency.number.withdraw')`)
  await world.settle(owner.account)
}

describe('a number that leaves', () => {
  it('is removed from where it was', async () => {
    const tn = await numberAt('7')
    await brings.external('REMOVE', [tn])
    expect([told, await pending()]).toEqual([['put 7 putd', 'remove 7 removed'], 0])
  })

  it('is removed when the service can be reached again, or has had its time', async () => {
    const tn = await numberAt('7')
    answerRemoval = async () => ({ kind: 'unavailable' })
    await brings.external('REMOVE', [tn])
    const questions = new Set<string>()
    answerRemoval = async ({ orderId }) => {
      questions.add(orderId)
      return questions.size === 1 && told.length < 3 ? { kind: 'later', seconds: 60 } : { kind: 'done', refused: [] }
    }
    await retry()
    await world.advance('PT1M', owner.account)
    expect([told, questions.size, await pending()]).toEqual([['put 7 putd', 'remove 7 unavailable', 'remove 7 later', 'remove 7 removed'], 1, 0])
  })

  it('and comes back before the service has heard of it keeps the address that it is given then', async () => {
    const tn = await numberAt('7')
    answerRemoval = async () => ({ kind: 'unavailable' })
    await brings.external('REMOVE', [tn])
    await brings.external('IMPORT', [tn])
    expect(outcome(await my.done(numbersBody([tn], { Address: house('8') })))).toBe('COMPLETE')
    answerRemoval = done
    await retry()
    expect([told, await pending()]).toEqual([['put 7 putd', 'remove 7 unavailable', 'put 8 putd'], 0])
    expect(e911In(await my.details(tn))).toContain('<HouseNumber>8<')
  })

  it('and comes back is removed after all where the service does not take its new address', async () => {
    const tn = await numberAt('7')
    answerRemoval = async () => ({ kind: 'unavailable' })
    await brings.external('REMOVE', [tn])
    await brings.external('IMPORT', [tn])
    answerRemoval = done
    answerPut = async () => ({ kind: 'done', refused: [{ subject: tn, reason: 'refused', detail: 'no' }] })
    expect(outcome(await my.done(numbersBody([tn], { Address: house('8') })))).toBe('FAILED 8005')
    expect([told, await pending()]).toEqual([['put 7 putd', 'remove 7 unavailable', 'put 8 putd', 'remove 7 removed'], 0])
  })

  it('and comes back while the service is being told waits with its new address', async () => {
    const tn = await numberAt('7')
    const heard = Promise.withResolvers<undefined>()
    const answered = Promise.withResolvers<undefined>()
    answerRemoval = async (question) => {
      heard.resolve(undefined)
      await answered.promise
      return done(question)
    }
    await brings.post('/externalTns', `<ExternalTnsOrder><SiteId>${owner.site}</SiteId><Action>REMOVE</Action><TelephoneNumbers><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumbers></ExternalTnsOrder>`)
    await heard.promise
    await brings.post('/externalTns', `<ExternalTnsOrder><SiteId>${owner.site}</SiteId><Action>IMPORT</Action><TelephoneNumbers><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumbers></ExternalTnsOrder>`)
    await expect.poll(async () => (await my.details(tn)).text).toContain('<Status>Inservice</Status>')
    const id = await my.place(numbersBody([tn], { Address: house('8') }))
    await expect.poll(async () => (await world.database.pool.query('select from timer where key = $1', [`order:${id}:e911`])).rows.length).toBe(1)
    answered.resolve(undefined)
    await world.settle(owner.account)
    await world.advance('PT5S', owner.account)
    expect([told, outcome(await my.read(id)), await pending()]).toEqual([['put 7 putd', 'remove 7 removed', 'put 8 putd'], 'COMPLETE', 0])
  })

  it('while the service is at its address is removed as soon as that is done', async () => {
    const [tn = ''] = await outside(world, 1)
    await brings.external('IMPORT', [tn])
    answerPut = async () => told.length === 0 ? { kind: 'later', seconds: 60 } : { kind: 'done', refused: [] }
    const id = await my.place(numbersBody([tn], { Address: house('7') }))
    await world.settle(owner.account)
    await brings.external('REMOVE', [tn])
    await world.advance('PT1M', owner.account)
    expect([told, outcome(await my.read(id)), await pending()]).toEqual([['put 7 later', 'put 7 putd', 'remove 7 removed'], 'FAILED 8003', 0])
  })

  it('and rests on the account is removed as well when its order ends, which leaves nothing for whoever has it next', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    answerPut = async () => told.length === 0 ? { kind: 'later', seconds: 60 } : { kind: 'done', refused: [] }
    const id = await my.place(numbersBody([tn], { Address: house('7') }))
    await world.settle(owner.account)
    await actions(world, owner).disconnect([tn])
    await world.advance('PT1M', owner.account)
    expect([told, outcome(await my.read(id)), await pending()]).toEqual([['put 7 later', 'put 7 putd', 'remove 7 removed'], 'FAILED 8009', 0])
    expect(outcome(await my.done(numbersBody([tn], { Address: house('7') })))).toBe('FAILED 8009')
    expect((await world.database.pool.query('select from emergency_endpoint where identifier = $1', [tn])).rows).toEqual([])
  })

  it('while it moves is removed once, when its order ends', async () => {
    const tn = await numberAt('7')
    answerPut = async () => told.length === 1 ? { kind: 'later', seconds: 60 } : { kind: 'done', refused: [] }
    const id = await my.place(numbersBody([tn], { Address: house('8') }))
    await world.settle(owner.account)
    await brings.external('REMOVE', [tn])
    expect(await pending()).toBe(1)
    await world.advance('PT1M', owner.account)
    expect([told, outcome(await my.read(id)), await pending()]).toEqual([['put 7 putd', 'put 8 later', 'put 8 putd', 'remove 8 removed'], 'FAILED 8003', 0])
  })
})
