import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { peerPath } from '../sip-peer/routes.ts'
import { getApplicationSettings, getMessagingSettings, setApplicationSettings, setMessagingSettings } from './contract.ts'
import type { MessagingOfPeers } from './service.ts'

function applicationView(httpMessagingV2AppId: string | undefined): object {
  const settings = { httpMessagingV2AppId }
  return { applicationsSettings: settings, applicationSettings: settings }
}

const countriesView = (breakOutCountries: readonly string[]) => ({ sipPeerMessagingSettings: { breakOutCountries } })

export function messagingRoutes(messaging: MessagingOfPeers): readonly Route[] {
  return [
    handle(getApplicationSettings, async ({ params }) => {
      const { applicationId } = await messaging.get(peerPath(params))
      return reply(200, applicationView(applicationId))
    }),
    handle(setApplicationSettings, async ({ params, body }) =>
      reply(200, applicationView(await messaging.setApplication(peerPath(params), body)))),
    handle(getMessagingSettings, async ({ params }) => {
      const { countries } = await messaging.get(peerPath(params))
      return reply(200, countriesView(countries))
    }),
    handle(setMessagingSettings, async ({ params, body }) =>
      reply(200, countriesView(await messaging.setCountries(peerPath(params), body.breakOutCountries ?? [])))),
  ]
}
