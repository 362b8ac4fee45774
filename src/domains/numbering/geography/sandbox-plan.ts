import type { Exchange } from './geography.ts'
import { randomStream } from './random.ts'

/** Exchanges that the numbers API's public documentation searches in its examples; they come first. */
export const documentedExchanges = [
  '540551', '540227', '919439', '919375', '919238', '804210', '435477', '435709', '317200', '201855',
] as const

/** Area codes with many numbers, so that large orders and long result pages can be tried. */
export const deepNpas = ['919', '303', '617'] as const

/** Every other area code: those of the documented examples, and one at least for each state and DC. */
export const broadNpas = [
  '201', '202', '203', '205', '206', '207', '208', '212', '213', '214', '215', '217', '225', '239', '240', '248', '302',
  '304', '305', '307', '310', '312', '314', '317', '319', '352', '401', '402', '404', '405', '406', '407', '410', '412',
  '414', '415', '417', '435', '480', '501', '502', '503', '504', '505', '512', '515', '540', '601', '602', '603', '605',
  '609', '610', '612', '614', '615', '619', '641', '701', '702', '703', '704', '713', '716', '718', '720', '757', '775',
  '785', '801', '802', '803', '804', '805', '808', '816', '818', '843', '860', '901', '904', '907', '913', '916', '970',
  '973', '978', '980',
] as const

const deepShare = 7

/** The items in a random order that the stream decides. */
function shuffled<Item>(items: readonly Item[], below: (limit: number) => number): Item[] {
  return items
    .map((item) => ({ item, at: below(2 ** 32) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/**
 * All exchanges of the sandbox's area codes in the order in which they are filled: the documented ones, then rounds
 * over the area codes, one exchange each (seven for a deep one), so that any count covers all area codes evenly.
 */
export function planExchanges(exchanges: readonly Exchange[], seed: number): readonly Exchange[] {
  const { below } = randomStream(seed)
  const documented = new Set<string>(documentedExchanges)
  const byNpa = Map.groupBy(exchanges, (exchange) => exchange.npaNxx.slice(0, 3))
  const queues = [...deepNpas, ...broadNpas].map((npa, index) => ({
    share: index < deepNpas.length ? deepShare : 1,
    waiting: shuffled(
      (byNpa.get(npa) ?? []).filter((exchange) => !documented.has(exchange.npaNxx)),
      below,
    ),
  }))
  const plan = exchanges.filter((exchange) => documented.has(exchange.npaNxx))
  for (let round = 0; queues.some((queue) => queue.waiting.length > round * queue.share); round += 1) {
    for (const { share, waiting } of queues) plan.push(...waiting.slice(round * share, (round + 1) * share))
  }
  return plan
}
