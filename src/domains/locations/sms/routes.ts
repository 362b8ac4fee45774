import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { peerPath } from '../sip-peer/routes.ts'
import { addSmppHost, createSms, deleteSms, getSms, listSmppHosts, replaceSms } from './contract.ts'
import type { SmsFeature, SmsFeatures } from './service.ts'

const toWire = ({ settings, hosts }: SmsFeature) => ({ sipPeerSmsFeature: { sipPeerSmsFeatureSettings: settings, smppHosts: hosts } })

export function smsRoutes(features: SmsFeatures): readonly Route[] {
  return [
    handle(getSms, async ({ params }) => reply(200, toWire(await features.get(peerPath(params))))),
    handle(createSms, async ({ params, body }) => reply(201, toWire(await features.create(peerPath(params), body)))),
    handle(replaceSms, async ({ params, body }) => reply(200, toWire(await features.replace(peerPath(params), body)))),
    handle(deleteSms, async ({ params }) => {
      await features.remove(peerPath(params))
      return reply(200)
    }),
    handle(listSmppHosts, async ({ params }) => reply(200, { smsHosts: await features.hosts(peerPath(params)) })),
    handle(addSmppHost, async ({ params, body }) => reply(201, { smsHost: await features.addHost(peerPath(params), body) })),
  ]
}
