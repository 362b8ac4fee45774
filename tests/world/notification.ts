import { systemClock } from '../../src/kernel/clock/clock.ts'
import { xml, type Elements } from './locations.ts'
import { person } from './people.ts'
import { calling, CAMPUS, identifiersBody, numbersBody } from './e911.ts'
import { numbersOf } from './held-numbers.ts'
import { createWorld, type Answer, type FreshAccount, type World, type WorldOptions } from './world.ts'
import { text } from './xml.ts'

export const EMAIL = { Description: 'Email to Bldg. 3 Front Desk', Type: 'EMAIL', EmailAddress: 'foo@bar.com' } satisfies Elements
export const SMS = { Description: 'Text message to guard shack', Type: 'SMS', Sms: { TelephoneNumber: '2015551212' } } satisfies Elements
export const TTS = { Description: 'Voice call notification to Susan Jones', Type: 'TTS', Tts: { TelephoneNumber: '2015551212' } } satisfies Elements
export const CALLBACK = {
  Description: 'Callback to property management system', Type: 'CALLBACK',
  Callback: { Url: 'https://foo.bar/baz', Credentials: { Username: 'jgilmore', Password: 'x23388%SLHss' } },
} satisfies Elements

export const email = (address: string, description = 'Somebody'): Elements => ({ Description: description, Type: 'EMAIL', EmailAddress: address })

const named = (ids: readonly string[]): Elements => ({ EmergencyNotificationRecipient: ids.map((Identifier) => ({ Identifier })) })

/** Orders about groups: a new one, one that gets recipients, loses some, gets another description, goes. */
export const adding = (description: string, ...recipients: readonly string[]): Elements =>
  ({ AddedEmergencyNotificationGroup: { Description: description, AddedEmergencyNotificationRecipients: named(recipients) } })
export const enlarging = (group: string, ...recipients: readonly string[]): Elements =>
  ({ ModifiedEmergencyNotificationGroup: { Identifier: group, AddedEmergencyNotificationRecipients: named(recipients) } })
export const reducing = (group: string, ...recipients: readonly string[]): Elements =>
  ({ ModifiedEmergencyNotificationGroup: { Identifier: group, DeletedEmergencyNotificationRecipients: named(recipients) } })
export const renaming = (group: string, description: string): Elements => ({ ModifiedEmergencyNotificationGroup: { Identifier: group, Description: description } })
export const deleting = (group: string): Elements => ({ DeletedEmergencyNotificationGroup: { Identifier: group } })

export interface Endpoints { readonly tns?: readonly string[], readonly aeuis?: readonly string[] }

const endpoints = ({ tns, aeuis }: Endpoints): Elements =>
  ({ EepToEngAssociations: { EepTns: tns && { TelephoneNumber: tns }, EepAeuiIds: aeuis && { Identifier: aeuis } } })

/** Orders that put endpoints into a group, in the documented wrapper, and that take them out, documented without it. */
export const associating = (group: string, some: Endpoints): Elements =>
  ({ EmergencyNotificationEndpointAssociations: { EmergencyNotificationGroup: { Identifier: group }, AddedAssociations: endpoints(some) } })
export const dissociating = (group: string, some: Endpoints): Elements =>
  ({ EmergencyNotificationGroup: { Identifier: group }, DeletedAssociations: endpoints(some) })

/** What one account does with those who are told of emergency calls. */
export function notifying(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>) {
  const call = (method: string, path: string, body?: Elements): Promise<Answer> =>
    world.api(method, `/accounts/${account}/${path}`, body && xml(body), { auth })
  const postRecipient = (recipient: Elements) => call('POST', 'emergencyNotificationRecipients', { EmergencyNotificationRecipient: recipient })
  return {
    call, postRecipient,
    get: (path: string) => call('GET', path),
    putRecipient: (id: string, recipient: Elements) => call('PUT', `emergencyNotificationRecipients/${id}`, { EmergencyNotificationRecipient: recipient }),
    removeRecipient: (id: string) => call('DELETE', `emergencyNotificationRecipients/${id}`),
    getRecipient: (id: string) => call('GET', `emergencyNotificationRecipients/${id}`),
    /** Adds a recipient and answers its identifier. */
    async recipient(recipient: Elements): Promise<string> {
      const answer = await postRecipient(recipient)
      if (answer.status !== 201) throw new Error(`the recipient was refused with ${answer.status}: ${answer.text}`)
      return text(answer.xml, 'EmergencyNotificationRecipient/Identifier')
    },
    /** Adds recipients of these mail addresses. */
    async recipients(...addresses: readonly string[]): Promise<string[]> {
      const ids: string[] = []
      for (const address of addresses) {
        const answer = await postRecipient(email(address))
        ids.push(text(answer.xml, 'EmergencyNotificationRecipient/Identifier'))
      }
      return ids
    },
    postGroupOrder: (order: Elements) => call('POST', 'emergencyNotificationGroupOrders', { EmergencyNotificationGroupOrder: order }),
    getGroupOrder: (id: string) => call('GET', `emergencyNotificationGroupOrders/${id}`),
    /** Places an order about a group, settles and answers it. */
    async groupOrder(order: Elements): Promise<Answer> {
      const answer = await call('POST', 'emergencyNotificationGroupOrders', { EmergencyNotificationGroupOrder: order })
      if (answer.status !== 201) throw new Error(`the order was refused with ${answer.status}: ${answer.text}`)
      await world.settle(account)
      return call('GET', `emergencyNotificationGroupOrders/${text(answer.xml, 'OrderId')}`)
    },
    /** Makes a group of these recipients and answers its identifier. */
    async group(description: string, ...recipients: readonly string[]): Promise<string> {
      const answer = await call('POST', 'emergencyNotificationGroupOrders', { EmergencyNotificationGroupOrder: adding(description, ...recipients) })
      await world.settle(account)
      return text(answer.xml, 'AddedEmergencyNotificationGroup/Identifier')
    },
    postEndpointOrder: (order: Elements) => call('POST', 'emergencyNotificationEndpointOrders', { EmergencyNotificationEndpointOrder: order }),
    getEndpointOrder: (id: string) => call('GET', `emergencyNotificationEndpointOrders/${id}`),
    /** Places an order about endpoints, settles and answers it. */
    async endpointOrder(order: Elements): Promise<Answer> {
      const answer = await call('POST', 'emergencyNotificationEndpointOrders', { EmergencyNotificationEndpointOrder: order })
      if (answer.status !== 201) throw new Error(`the order was refused with ${answer.status}: ${answer.text}`)
      await world.settle(account)
      return call('GET', `emergencyNotificationEndpointOrders/${/<OrderId>([^<]*)/.exec(answer.text)?.[1]}`)
    },
    /** Asks as a user of the account who may do nothing. */
    async withoutRights(method: string, path: string, body?: Elements): Promise<Answer> {
      const powerless = await person(world, { username: `powerless ${systemClock.monotonicMs()}`, accounts: [account] })
      return world.api(method, `/accounts/${account}/${path}`, body && xml(body), { auth: powerless })
    },
  }
}

/** Status and code of a refusal. */
export const refusal = ({ status, xml: body }: Answer): string => `${status} ${text(body, 'ResponseStatus/ErrorCode')}`

/** The state of an order and the codes of what was wrong with it. */
export const ending = ({ text: body }: Answer): string =>
  [/<ProcessingStatus>(\w+)/.exec(body)?.[1], ...[...body.matchAll(/<Code>(\d+)</g)].map(([, code]) => code)].join(' ')

/** A refusal for want of rights, in the documented words. */
export const denied = (root: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><${root}><ResponseStatus><ErrorCode>1001</ErrorCode><Description>Access Denied</Description></ResponseStatus></${root}>`

/** A world with an account that tells people of emergency calls. */
export async function notificationWorld(options?: WorldOptions) {
  const world = await createWorld(options)
  const owner = await world.newAccount()
  return { world, owner, my: notifying(world, owner) }
}

/** The same, with three numbers, two of which have addresses, the identifiers Fred992834 and Bob00359, and the group "3rd Floor". */
export async function endpointWorld() {
  const { world, owner, my } = await notificationWorld()
  const tns = await numbersOf(world, owner, 3)
  await calling(world, owner).done(numbersBody(tns.slice(0, 2)))
  await calling(world, owner).done(identifiersBody(['Fred992834', 'Bob00359'].map((Identifier) => ({ Identifier, PIDFLOEnabled: 'true' })), { Address: CAMPUS }))
  return { world, owner, my, tns, group: await my.group('3rd Floor', ...await my.recipients('one@x.org')) }
}
