import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MESSAGING, SMS_SETTINGS, peerOf, sms } from '../world/applications.ts'
import { locations, SITE, xml, type Elements } from '../world/locations.ts'
import { existingOrder, search } from '../world/orders.ts'
import { createWorld, type Answer, type FreshAccount, type World } from '../world/world.ts'

/** What clients change, and the entries that the changes leave. That no operation is left out is seen to by the test world itself. */

let world: World
let owner: FreshAccount
let at: ReturnType<typeof locations>
beforeAll(async () => {
  world = await createWorld({ worker: false })
  owner = await world.newAccount()
  at = locations(world, owner)
})
afterAll(() => world.close())

interface Entry { operation: string, subject: string, before: unknown, after: unknown, actor: string, account_id: number | null }

/** The entry of one request, and no other. */
async function entryOf(answer: Answer): Promise<Entry> {
  const entries = await entriesOf(answer)
  expect([answer.status < 300, entries.length], answer.text).toEqual([true, 1])
  const [entry] = entries
  if (!entry) throw new Error('there is no entry')
  return entry
}

const entriesOf = (answer: Answer): Promise<Entry[]> => world.database.db.selectFrom('audit_entry')
  .select(['operation', 'subject', 'before', 'after', 'actor', 'account_id']).where('request_id', '=', answer.headers.get('x-request-id')).execute()
const count = async (): Promise<number> => (await sql<{ count: number }>`select count(*) from audit_entry`.execute(world.database.db)).rows[0]?.count ?? 0
const madeAt = (answer: Answer): string => answer.headers.get('location')?.split('/api')[1] ?? ''
const post = (path: string, body?: string, headers?: Record<string, string>) => world.api('POST', `/accounts/${owner.account}${path}`, body, { auth: owner.auth, headers })

describe('an entry of the audit trail', () => {
  it('tells of a site that is made, changed and deleted: by whom, what it was and what it is', async () => {
    const made = await at.postSite(SITE)
    const path = madeAt(made)
    expect(await entryOf(made)).toMatchObject({
      operation: 'sites-post', subject: path, before: null, after: { name: 'Raleigh', address: { houseNumber: '1600' } },
      actor: `sandbox-${owner.account}`, account_id: owner.account,
    })
    const site = path.replace(`/accounts/${owner.account}`, '')
    expect(await entryOf(await at.put(site, { Site: { ...SITE, Name: 'Durham' } }))).toMatchObject({
      operation: 'sites-id-put', subject: path, before: { site: { name: 'Raleigh', customerName: 'BW' } }, after: { site: { name: 'Durham', customerName: 'BW' } },
    })
    expect(await entryOf(await at.remove(site))).toMatchObject({
      operation: 'sites-id-delete', subject: path, before: { site: { name: 'Durham' } }, after: null,
    })
  })

  it('tells of SIP peers and what is set on them', async () => {
    const made = await at.postPeer(owner.site, { PeerName: 'Second', VoiceHosts: { Host: { HostName: '198.51.100.9' } } })
    expect(await entryOf(made)).toMatchObject({ operation: 'sites-id-sippeers-post', subject: madeAt(made), after: { peerName: 'Second' } })
    const peer = madeAt(made).replace(`/accounts/${owner.account}`, '')
    expect(await entryOf(await at.put(peer, { SipPeer: { PeerName: 'Renamed' } }))).toMatchObject({ before: { sipPeer: { peerName: 'Second' } }, after: { sipPeer: { peerName: 'Renamed' } } })
    expect(await entryOf(await at.post(`${peerOf(owner)}/products/messaging/features/sms`, sms()))).toMatchObject({ subject: expect.stringMatching(/sms$/), after: expect.anything() })
    expect(await entryOf(await at.put(`${peerOf(owner)}/products/messaging/features/sms`, sms({ ...SMS_SETTINGS, Zone5: 'false' })))).toMatchObject({
      before: { sipPeerSmsFeature: { sipPeerSmsFeatureSettings: { zone5: true } } }, after: { sipPeerSmsFeature: { sipPeerSmsFeatureSettings: { zone5: false } } },
    })
    expect(await entryOf(await at.remove(peer))).toMatchObject({ operation: 'sites-id-sippeers-id-delete', before: { sipPeer: { peerName: 'Renamed' } }, after: null })
  })

  it('has no secret of a callback, a SIP credential or a subscription', async () => {
    const application = await at.post('/applications', { Application: MESSAGING })
    expect(await entryOf(application)).toMatchObject({ operation: 'applications-post', after: { appName: 'EBVICs', callbackCreds: { userId: '15jPWZmXdm', password: '(removed)' } } })
    const hash: Elements = { UserName: 'line-1', Hash1: '0123456789abcdef0123456789abcdef', Hash1b: '0123456789abcdef0123456789abcdef' }
    const credentials = await entryOf(await at.post('/sipcredentials', { SipCredentials: { SipCredential: hash } }))
    expect(JSON.stringify(credentials)).toContain('line-1')
    const told = await entryOf(await post('/subscriptions', xml({
      Subscription: { OrderType: 'orders', CallbackSubscription: { URL: 'http://127.0.0.1:9/x', CallbackCredentials: { BasicAuthentication: { Username: 'jane', Password: 'pw-two' } }, Expiry: '3600' } },
    })))
    expect(told).toMatchObject({ operation: 'subscriptions-post', subject: expect.stringContaining('/subscriptions/') })
    for (const secret of ['xxv3jPsPR2', '0123456789abcdef', 'pw-two']) expect(JSON.stringify([told, credentials])).not.toContain(secret)
  })

  it('tells of orders, notes and reservations by those who place, write and let them go', async () => {
    const [first = '', second = ''] = await search(world, 2)
    const placed = await post('/orders', existingOrder(owner.site, [first]))
    expect(await entryOf(placed)).toMatchObject({
      operation: 'orders-post', subject: madeAt(placed), before: null, after: { name: 'Existing Number Order', existingTelephoneNumberOrderType: { telephoneNumberList: [first] } },
    })
    const order = madeAt(placed).replace(`/accounts/${owner.account}`, '')
    expect(await entryOf(await at.put(order, { Order: { Name: 'Another', CustomerOrderId: 'c-1' } }))).toMatchObject({ before: { order: { name: 'Existing Number Order' } }, after: { order: { name: 'Another' } } })
    expect(await entryOf(await post(`${order}/notes`, '<Note><UserId>me</UserId><Description>Please hurry</Description></Note>'))).toMatchObject({
      operation: 'orders-id-notes-post', after: { description: 'Please hurry' },
    })
    const reserved = await post('/tnreservation', `<Reservation><ReservedTn>${second}</ReservedTn></Reservation>`)
    expect(await entryOf(reserved)).toMatchObject({ operation: 'tnreservation-post', after: { reservedTn: second } })
    expect(await entryOf(await at.remove(madeAt(reserved).replace(`/accounts/${owner.account}`, '')))).toMatchObject({
      operation: 'tnreservation-id-delete', before: { reservation: expect.objectContaining({ reservedTn: second }) }, after: null,
    })
  })

  it('is written once for a request that is repeated with its key, and not at all for one that is refused or only asks', async () => {
    const key = { 'idempotency-key': 'audit-1' }
    const [first, again] = [await post('/sites', xml({ Site: { ...SITE, Name: 'Keyed' } }), key), await post('/sites', xml({ Site: { ...SITE, Name: 'Keyed' } }), key)]
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([(await entriesOf(first)).length, (await entriesOf(again)).length]).toEqual([1, 0])
    const before = await count()
    expect((await at.postSite({ ...SITE, Name: 'Keyed' })).status).toBe(400)
    expect((await at.put('/sites/1', { Site: SITE })).status).toBe(404)
    expect((await world.api('POST', '/tns', '<TnList><Tn>9195551234</Tn></TnList>', { auth: owner.auth })).status).toBe(200)
    expect(await count()).toBe(before)
  })

  it('finds what the change before it has left, however many come at once', async () => {
    const site = `/sites/${await at.addSite({ ...SITE, Name: 'Name 0' })}`
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => at.put(site, { Site: { ...SITE, Name: `Name ${i + 1}` } })))
    const entries = await Promise.all(answers.map(entryOf)) as { before: { site: { name: string } }, after: { site: { name: string } } }[]
    const following = new Map(entries.map(({ before, after }) => [before.site.name, after.site.name]))
    const walk: string[] = []
    for (let name = following.get('Name 0'); name !== undefined; name = following.get(name)) walk.push(name)
    expect(walk.length).toBe(12)
  })

  it('stands and falls with its change', async () => {
    const other = await createWorld({ worker: false })
    try {
      const mine = await other.newAccount()
      await sql`alter table audit_entry add check (operation not like 'sites%')`.execute(other.database.db)
      const answer = await other.api('POST', `/accounts/${mine.account}/sites`, xml({ Site: SITE }), { auth: mine.auth })
      expect(answer.status).toBe(500)
      expect((await other.database.db.selectFrom('site').select('name').where('account_id', '=', mine.account).execute()).map(({ name }) => name)).toEqual(['Sandbox site'])
    } finally {
      await other.close()
    }
  })
})
