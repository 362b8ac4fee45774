import { serveTasks } from '../child.ts'
import { load } from './load.ts'
import { placeOrders, type OrdersInput } from './orders.ts'
import { Receiver } from './receiver.ts'

const receiver = new Receiver()
const url = await receiver.start()

/** The clients and the receiver of callbacks, in a process of their own so that they take nothing from the server's. */
const tasks = {
  receiverUrl: async (_: null) => url,
  load,
  orders: async (input: OrdersInput) => {
    receiver.clear()
    return placeOrders(receiver, input)
  },
  clear: async (_: null) => { receiver.clear() },
  lastCallback: async (count: number) => receiver.lastOf(count),
}
export type GeneratorTasks = typeof tasks

serveTasks(tasks)
