import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import {
  changeApplication, createApplication, deleteApplication, getApplication, listApplications, listAssociatedSipPeers, replaceApplication,
} from './contract.ts'
import type { Application } from './repository.ts'
import type { Applications } from './service.ts'

function toWire({ id, name, messageCallbackUrl, callbackUser, ...rest }: Application): object {
  return {
    ...rest, applicationId: id, appName: name, msgCallbackUrl: messageCallbackUrl,
    callbackCreds: callbackUser === undefined ? undefined : { userId: callbackUser },
  }
}

export function applicationRoutes(applications: Applications): readonly Route[] {
  return [
    handle(createApplication, async ({ params: { accountId }, body, clock, link }) => {
      const application = await applications.create(accountId, body, clock.now())
      // Some clients read the answer, others fetch what Location names.
      return reply(201, { application: toWire(application) }, { Location: link(`/accounts/${accountId}/applications/${application.id}`) })
    }),
    handle(listApplications, async ({ params }) => {
      const all = await applications.list(params.accountId)
      return reply(200, { applicationList: all.map(toWire) })
    }),
    handle(getApplication, async ({ params }) =>
      reply(200, { application: toWire(await applications.get(params.accountId, params.applicationId)) })),
    handle(replaceApplication, async ({ params, body }) =>
      reply(200, { application: toWire(await applications.replace(params.accountId, params.applicationId, body)) })),
    handle(changeApplication, async ({ params, body }) =>
      reply(200, { application: toWire(await applications.patch(params.accountId, params.applicationId, body)) })),
    handle(deleteApplication, async ({ params }) => {
      await applications.remove(params.accountId, params.applicationId)
      return reply(200)
    }),
    handle(listAssociatedSipPeers, async ({ params }) => {
      const associatedSipPeers = await applications.associatedPeers(params.accountId, params.applicationId)
      return reply(200, { associatedSipPeers })
    }),
  ]
}
