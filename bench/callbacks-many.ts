import { table } from './figure.ts'
import { measureManyCallbacks } from './measures/callbacks-many.ts'
import { openStage } from './stage.ts'

/** `node bench/callbacks-many.ts`: callbacks to many subscriptions at a steady pace, and what a backlog of them costs. */
const stage = await openStage()
try {
  process.stdout.write(`${table(await measureManyCallbacks(stage))}\n`)
} finally {
  await stage.close()
}
