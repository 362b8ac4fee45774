import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLBACK, denied, email, EMAIL, notificationWorld, notifying, refusal, SMS, TTS } from '../world/notification.ts'
import { all, at, names, text } from '../world/xml.ts'

const { world, my } = await notificationWorld({ worker: false })
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationRecipientsResponse'

const PATH = 'emergencyNotificationRecipients'
const ids: string[] = []
beforeAll(async () => {
  for (const recipient of [EMAIL, SMS, TTS, CALLBACK]) ids.push(await my.recipient(recipient))
  // A day apart, so that instants tell them apart.
  for (const [index, id] of ids.entries()) {
    await world.database.pool.query(`update emergency_recipient set modified_at = $2::timestamptz + $3 * interval '1 day' where id = $1`, [id, '2020-03-18T21:26:47.403Z', index])
  }
})
const list = async (query: string) => all(at((await my.get(`${PATH}?${query}`)).xml, 'EmergencyNotificationRecipients'), 'EmergencyNotificationRecipient')
  .map((each) => ids.indexOf(text(each, 'Identifier')))

describe('200', () => {
  it('lists recipients in the documented form, the last modified first', async () => {
    const { status, xml } = await my.get(PATH)
    expect([status, names(xml), names(at(xml, 'Links'))]).toEqual([200, ['Links', 'EmergencyNotificationRecipients'], ['first']])
    const [callback, tts] = all(at(xml, 'EmergencyNotificationRecipients'), 'EmergencyNotificationRecipient')
    expect(names(callback ?? xml)).toEqual(['Identifier', 'CreatedDate', 'LastModifiedDate', 'ModifiedByUser', 'Description', 'Type', 'Callback'])
    expect(text(tts ?? xml, 'Tts/TelephoneNumber')).toBe('12015551212')
    expect(await list('')).toEqual([3, 2, 1, 0])
  })

  it.each<[string, number[]]>([
    ['EnrDescription=front%20desk', [0]], ['EnrNotificationType=tts', [2]], ['EnrSmsTn=2015551212', [1]], ['EnrTtsTn=12015551212', [2]], ['EnrEmailAddress=FOO@bar.com', [0]],
    ['EnrCallbackUrl=https://foo.bar/baz', [3]], ['EnrCallbackUsername=jgilmore', [3]], ['EnrCallbackUsername=nobody', []], ['enrRecipient=1201555', [2, 1]],
    ['enrRecipient=https://foo', [3]], ['uriSubstring=bar', [3, 0]], ['uriSubstring=ema', [0]], ['ModifiedByUser=nobody', []], ['enrdescription=e&enrnotificationtype=SMS', [1]],
    ['Page=2020-03-20T00:00:00Z', [1, 0]], ['Page=2020-03-20Z', [1, 0]], ['Page=2020-03-19T22:26:47.403+01:00', [1, 0]], ['Page=2020-03-19T21:26:47.402Z', [0]],
    ['ModifiedAfterDate=2020-03-18T21:26:47.403Z', [1, 2, 3]], ['ModifiedAfterDate=2020-03-18T21:26:47.403Z&Page=2020-03-20T00:00:00Z', [2, 3]],
  ])('finds by %s', async (query, wanted) => { expect(await list(query)).toEqual(wanted) })

  it.each(['Size=3', 'Size=3&ModifiedAfterDate=2000-01-01T00:00:00Z'])('leads from page to page by its links: %s', async (start) => {
    const seen: number[] = []
    for (let query: string | undefined = start; query !== undefined;) {
      const page = await my.get(`${PATH}?${query}`)
      seen.push(...all(at(page.xml, 'EmergencyNotificationRecipients'), 'EmergencyNotificationRecipient').map((each) => ids.indexOf(text(each, 'Identifier'))))
      query = page.text.includes('<next>') ? /\?([^>]*)>/.exec(text(page.xml, 'Links/next'))?.[1] : undefined
    }
    expect(seen.toSorted()).toEqual([0, 1, 2, 3])
    expect(seen).toEqual(start.includes('After') ? [0, 1, 2, 3] : [3, 2, 1, 0])
    const first = /\?([^>]*)>/.exec(text((await my.get(`${PATH}?${start}`)).xml, 'Links/first'))?.[1]
    expect(await list(first ?? '')).toEqual(seen.slice(0, 3))
  })

  it('counts groups on request, and shows nothing of other accounts', async () => {
    expect((await my.get(`${PATH}?groupCount=true&Size=1`)).text).toContain('</Callback><GroupCount>0</GroupCount>')
    const other = notifying(world, await world.newAccount())
    await other.recipient(email('a@b.org'))
    expect(await list('EnrEmailAddress=a@b.org')).toEqual([])
  })
})

describe('400', () => {
  it.each([
    ['EnrNotificationType=FAX', '8091'], ['Page=soon', '8092'], ['ModifiedAfterDate=2020-13-01T00:00:00Z', '8092'],
    ['Page=0000-01-01', '8092'], ['ModifiedAfterDate=2020-01-01T00:00:00%2B16:00', '8092'], ['EnrSmsTn=12', '8065'],
    ['EnrSmsTn=2015551212&EnrEmailAddress=a@b.org', '8109'], ['Size=501', '400'], ['Size=0', '400'],
  ])('is for %s', async (query, code) => { expect(refusal(await my.get(`${PATH}?${query}`))).toBe(`400 ${code}`) })
})

describe('403', () => {
  it('is for a user who may not look at settings', async () => {
    const { status, text: body } = await my.withoutRights('GET', PATH)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})
