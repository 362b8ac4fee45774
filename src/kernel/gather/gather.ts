import { isDatabaseUnavailable } from '../db/failures.ts'

interface Question<Key, Value> { readonly key: Key, readonly resolve: (value: Value) => void, readonly reject: (error: unknown) => void }

/**
 * Asks one question for many who ask at the same time: while one round is under way, whoever comes waits for the next one.
 * Alone, nobody waits; under load, a database is asked once for dozens. `work` answers in the order of the keys. A round that
 * fails is asked again one by one, so that nobody fails for somebody else's key; but not where the database went away, which
 * would hold everybody up for as many time limits as there are keys, and may have written what it did not answer.
 *
 * With `patienceMs`, a round that takes longer (a lock that somebody holds, say) keeps nobody waiting any more: the next one
 * begins beside it. For the same reason the keys of a failed round are then asked side by side.
 */
export class Gather<Key, Value> {
  readonly #work: (keys: readonly Key[]) => Promise<readonly Value[]>
  readonly #most: number
  readonly #patienceMs: number | undefined
  #waiting: Question<Key, Value>[] = []
  #running = 0
  #patience: NodeJS.Timeout | undefined

  constructor(most: number, work: (keys: readonly Key[]) => Promise<readonly Value[]>, { patienceMs }: { readonly patienceMs?: number } = {}) {
    this.#most = most
    this.#work = work
    this.#patienceMs = patienceMs
  }

  ask(key: Key): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (this.#running > 0) this.#bePatient()
      // After this turn of the event loop, so that all who ask in it are in the first round already.
      else if (this.#waiting.length === 1) queueMicrotask(() => { this.#begin() })
    })
  }

  #begin(): void {
    clearTimeout(this.#patience)
    this.#patience = undefined
    const questions = this.#waiting.splice(0, this.#most)
    if (questions.length > 0) void this.#run(questions)
    // More than one round takes: they wait for this one, but no longer than others would.
    if (this.#waiting.length > 0) this.#bePatient()
  }

  #bePatient(): void {
    if (this.#patienceMs !== undefined) this.#patience ??= setTimeout(() => { this.#begin() }, this.#patienceMs)
  }

  async #run(questions: readonly Question<Key, Value>[]): Promise<void> {
    this.#running += 1
    await this.#round(questions)
    this.#running -= 1
    this.#begin()
  }

  async #round(questions: readonly Question<Key, Value>[]): Promise<void> {
    try {
      const values = await this.#work(questions.map(({ key }) => key))
      if (values.length !== questions.length) throw new Error(`${questions.length} questions got ${values.length} answers`)
      questions.forEach(({ resolve }, index) => { resolve(values[index] as Value) })
    } catch (error) {
      if (questions.length === 1 || isDatabaseUnavailable(error)) questions.forEach(({ reject }) => { reject(error) })
      else if (this.#patienceMs === undefined) for (const question of questions) await this.#round([question])
      else await Promise.all(questions.map((question) => this.#round([question])))
    }
  }
}
