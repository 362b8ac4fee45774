import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import {
  createSipCredentials, deleteSipCredential, getSipCredential, listSipCredentials, updateSipCredential,
} from './contract.ts'
import { credentialErrors } from './errors.ts'
import type { CredentialPage } from './repository.ts'
import type { SipCredentials } from './service.ts'

const DEFAULT_SIZE = 500
const FRAGMENT_LENGTH = { least: 3, most: 64 }

interface Query {
  readonly page?: string
  readonly size?: number
  readonly userNameFragment?: string
  readonly domainFragment?: string
}

function fragment(parameter: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (text.length < FRAGMENT_LENGTH.least) throw credentialErrors.fragmentTooShort({ parameter, least: FRAGMENT_LENGTH.least })
  if (text.length > FRAGMENT_LENGTH.most) throw credentialErrors.fragmentTooLong({ parameter, most: FRAGMENT_LENGTH.most })
  return text
}

/** A page is named by the composite name that it begins with; 1 is the first. */
function readPage({ page, size = DEFAULT_SIZE, userNameFragment, domainFragment }: Query): CredentialPage {
  if (size < 1 || size > DEFAULT_SIZE) throw credentialErrors.sizeOutOfRange({ from: 1, to: DEFAULT_SIZE })
  if (page !== undefined && !/^[^\s]{1,65}$/.test(page)) throw credentialErrors.pageMalformed({ page: page.slice(0, 80) })
  return {
    from: page === '1' ? undefined : page, size,
    userName: fragment('userNameFragment', userNameFragment), domain: fragment('domainFragment', domainFragment),
  }
}

export function sipCredentialRoutes(credentials: SipCredentials): readonly Route[] {
  return [
    handle(listSipCredentials, async (call) => {
      const { params: { accountId }, query } = call
      const found = await credentials.list(accountId, readPage(query))
      return reply(200, { links: pagingLinks(call, `/accounts/${accountId}/sipcredentials`, found.next), sipCredentials: found.credentials })
    }),
    handle(createSipCredentials, async ({ params, body, clock }) => {
      const { errors, valid } = await credentials.create(params.accountId, body.sipCredential, clock.now())
      return reply(201, { errors: errors.length > 0 ? errors : undefined, validSipCredentials: valid })
    }),
    handle(getSipCredential, async ({ params }) =>
      reply(200, { sipCredential: await credentials.get(params.accountId, params.compositeUserName) })),
    handle(updateSipCredential, async ({ params, body }) =>
      reply(200, { sipCredential: await credentials.update(params.accountId, params.compositeUserName, body) })),
    handle(deleteSipCredential, async ({ params }) => {
      await credentials.remove(params.accountId, params.compositeUserName)
      return reply(200)
    }),
  ]
}
