import { parseArgs } from 'node:util'
import { figure, table, type Figure } from './figure.ts'
import { measureCallbacks } from './measures/callbacks.ts'
import { measureCodec } from './measures/codec.ts'
import { measureContention } from './measures/contention.ts'
import { measureHosting } from './measures/hosting.ts'
import { measureImports } from './measures/imports.ts'
import { measureLargeSearches, measureOrderList } from './measures/ordering.ts'
import { measureLargeOrder, measureOrders } from './measures/orders.ts'
import { measureOrdersOfTen } from './measures/orders-of-ten.ts'
import { measureScale } from './measures/scale.ts'
import { measureSearch } from './measures/search.ts'
import { measureStart } from './measures/start.ts'
import { openStage, type Stage } from './stage.ts'

const MEMORY_MB = 400

/** What needs the product running on a seeded database. `callbacks` speak of an order, so `orders` comes before it. */
const staged = {
  search: measureSearch, orders: measureOrders, 'orders-of-ten': measureOrdersOfTen, large: measureLargeOrder, callbacks: measureCallbacks,
  'large-searches': measureLargeSearches, hosting: measureHosting, 'order-list': measureOrderList, contention: measureContention,
}
/** Measured only where they are named: they take minutes. */
const onRequest = { imports: measureImports, scale: measureScale }
const onStage = { ...staged, ...onRequest }
const alone = { codec: measureCodec, start: measureStart }

const isNamed = <Names extends object>(names: Names, name: string): name is keyof Names & string => Object.hasOwn(names, name)

function wanted(only: string | undefined): string[] {
  if (only === undefined) return [...Object.keys(staged), ...Object.keys(alone)]
  const all = [...Object.keys(onStage), ...Object.keys(alone)]
  const names = only.split(',').map((name) => name.trim())
  const stranger = names.find((name) => !all.includes(name))
  if (stranger !== undefined) throw new Error(`${stranger} is not measured; choose from ${all.join(', ')}`)
  return names.includes('callbacks') && !names.includes('orders') ? ['orders', ...names] : names
}

async function measureMemory(stage: Stage): Promise<Figure[]> {
  const peak = await stage.program.peakMemoryMb()
  return peak === null ? [] : [figure('peak memory of the program', peak, 'MB', { below: MEMORY_MB })]
}

/** Measures what is named. Says on standard error what it is at, so that standard output is the result alone. */
async function run(names: readonly string[]): Promise<Figure[]> {
  const say = (name: string) => process.stderr.write(`measuring ${name} ...\n`)
  const figures: Figure[] = []
  if (names.some((name) => isNamed(onStage, name))) {
    const stage = await openStage()
    try {
      for (const [name, measure] of Object.entries(onStage)) {
        if (!names.includes(name)) continue
        say(name)
        figures.push(...await measure(stage))
      }
      figures.push(...await measureMemory(stage))
    } finally {
      await stage.close()
    }
  }
  for (const [name, measure] of Object.entries(alone)) {
    if (!names.includes(name)) continue
    say(name)
    figures.push(...await measure())
  }
  return figures
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } })
const figures = await run(wanted(values.only))
process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${table(figures)}\n`)
