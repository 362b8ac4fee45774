import { isDatabaseUnavailable } from '../db/failures.ts'

interface Question<Key, Value> { readonly key: Key, readonly resolve: (value: Value) => void, readonly reject: (error: unknown) => void }

/**
 * Asks one question for many who ask at the same time: while one round is under way, whoever comes waits for the next one.
 * Alone, nobody waits; under load, a database is asked once for dozens. `work` answers in the order of the keys. A round that
 * fails is asked again one by one, so that nobody fails for somebody else's key; but not where the database went away, which
 * would hold everybody up for as many time limits as there are keys, and may have written what it did not answer.
 */
export class Gather<Key, Value> {
  readonly #work: (keys: readonly Key[]) => Promise<readonly Value[]>
  readonly #most: number
  #waiting: Question<Key, Value>[] = []
  #running = false

  constructor(most: number, work: (keys: readonly Key[]) => Promise<readonly Value[]>) {
    this.#most = most
    this.#work = work
  }

  ask(key: Key): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (this.#running) return
      this.#running = true
      // After this turn of the event loop, so that all who ask in it are in the first round already.
      queueMicrotask(() => { void this.#run() })
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#round(this.#waiting.splice(0, this.#most))
    this.#running = false
  }

  async #round(questions: readonly Question<Key, Value>[]): Promise<void> {
    try {
      const values = await this.#work(questions.map(({ key }) => key))
      if (values.length !== questions.length) throw new Error(`${questions.length} questions got ${values.length} answers`)
      questions.forEach(({ resolve }, index) => { resolve(values[index] as Value) })
    } catch (error) {
      if (questions.length === 1 || isDatabaseUnavailable(error)) questions.forEach(({ reject }) => { reject(error) })
      else for (const question of questions) await this.#round([question])
    }
  }
}
