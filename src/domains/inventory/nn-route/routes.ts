import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { nnRoutes } from '../../numbering/index.ts'
import { numberIn } from '../number-in.ts'
import { listNnRoutes } from './contract.ts'

/** The routes are the same for every number: nothing documented narrows them. */
export const nnRouteRoutes = ({ db }: Database): readonly Route[] => [
  handle(listNnRoutes, async ({ params }) => {
    numberIn(params.tn)
    return reply(200, { nnRoute: (await nnRoutes(db)).map(({ nnid, name }) => ({ nnid, name })) })
  }),
]
