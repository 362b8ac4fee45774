import { handle, streaming, type Route } from '../../../kernel/contract/handler.ts'
import { streamEvents } from './contract.ts'
import type { EventStreams } from './service.ts'

const POSITION = /^\d{1,18}$/

export const streamRoutes = (streams: EventStreams): readonly Route[] => [
  handle(streamEvents, async ({ params: { accountId }, query: { after }, lastEventId }) =>
    // A client that comes back sends the id that it has seen last; what it began with does not count any more.
    streaming(200, streams.follow(accountId, lastEventId !== undefined && POSITION.test(lastEventId) ? lastEventId : after))),
]
