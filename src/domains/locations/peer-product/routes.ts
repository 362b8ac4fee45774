import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { hasProduct } from '../../accounts/index.ts'
import { peerPath } from '../sip-peer/routes.ts'
import { requirePeer } from '../sip-peer/service.ts'
import { listPeerProducts } from './contract.ts'

/** What a SIP peer can serve, as the account and its peers call it. A peer serves what its account has. */
const servable = [
  { product: 'Termination', name: 'Termination' }, { product: 'EdgeManagement', name: 'EdgeManagement' },
  { product: 'MESSAGING', name: 'Messaging' }, { product: 'Origination', name: 'Origination' },
] as const

export const peerProductRoutes = (database: Database): readonly Route[] => [
  handle(listPeerProducts, async ({ params }) => {
    await requirePeer(database.db, peerPath(params))
    const held = await Promise.all(servable.map(({ product }) => hasProduct(database.db, params.accountId, product)))
    return reply(200, { products: servable.filter((_each, index) => held[index]).map(({ name }) => ({ name })) })
  }),
]
