import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { peerPath } from '../sip-peer/routes.ts'
import { createMms, deleteMms, getMms, getMmsSettings, replaceMms } from './contract.ts'
import type { MmsFeatures } from './service.ts'
import type { MmsSettings } from './settings.ts'

function protocolsOf(settings: MmsSettings): object {
  if (settings.protocol === 'HTTP') return { http: { httpSettings: { proxyPeerId: settings.proxyPeerId } } }
  const { tls, terminationHosts, originationHosts } = settings
  return { mm4: { tls, mmsMM4TermHosts: { termHosts: terminationHosts }, mmsMM4OrigHosts: { origHosts: originationHosts } } }
}

const toWire = (settings: MmsSettings) =>
  ({ mmsFeature: { mmsSettings: { protocol: settings.protocol }, protocols: protocolsOf(settings) } })

export function mmsRoutes(features: MmsFeatures): readonly Route[] {
  return [
    handle(getMms, async ({ params }) => reply(200, toWire(await features.get(peerPath(params))))),
    handle(createMms, async ({ params, body }) => reply(201, toWire(await features.create(peerPath(params), body)))),
    handle(replaceMms, async ({ params, body }) => {
      await features.replace(peerPath(params), body)
      return reply(200)
    }),
    handle(deleteMms, async ({ params }) => {
      await features.remove(peerPath(params))
      return reply(200)
    }),
    handle(getMmsSettings, async ({ params }) => {
      const { protocol } = await features.get(peerPath(params))
      return reply(200, { mmsSettings: { protocol } })
    }),
  ]
}
