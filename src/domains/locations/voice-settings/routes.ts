import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { peerPath } from '../sip-peer/routes.ts'
import { getOrigination, getTermination, setOrigination, setTermination, updateOrigination, updateTermination } from './contract.ts'
import type { VoiceSettings } from './repository.ts'
import type { VoiceSettingsOfPeers } from './service.ts'

const toWire = ({ protocol, applicationId }: VoiceSettings) => ({
  voiceProtocol: protocol, httpSettings: applicationId === undefined ? undefined : { httpVoiceV2AppId: applicationId },
})

export function voiceSettingsRoutes(settings: VoiceSettingsOfPeers): readonly Route[] {
  return [
    handle(getOrigination, async ({ params }) =>
      reply(200, { sipPeerOriginationSettings: toWire(await settings.get(peerPath(params), 'origination')) })),
    handle(setOrigination, async ({ params, body }) =>
      reply(201, { sipPeerOriginationSettings: toWire(await settings.set(peerPath(params), 'origination', body)) })),
    handle(updateOrigination, async ({ params, body }) => {
      await settings.set(peerPath(params), 'origination', body)
      return reply(200)
    }),
    handle(getTermination, async ({ params }) =>
      reply(200, { sipPeerTerminationSettings: toWire(await settings.get(peerPath(params), 'termination')) })),
    handle(setTermination, async ({ params, body }) =>
      reply(201, { sipPeerTerminationSettings: toWire(await settings.set(peerPath(params), 'termination', body)) })),
    handle(updateTermination, async ({ params, body }) => {
      await settings.set(peerPath(params), 'termination', body)
      return reply(200)
    }),
  ]
}
