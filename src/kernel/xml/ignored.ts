import { printable } from './xml-error.ts'

const pathsMax = 20
const pathLengthMax = 200

/**
 * Collects where a request had elements that the schema does not know, such as `Order.FooBar`: paths only, distinct, at
 * most 20 of at most 200 printable characters. Of what was in the elements nothing is kept.
 */
export class Ignored {
  readonly #paths = new Set<string>()
  readonly #stack: string[] = []

  enter(name: string): void {
    this.#stack.push(name)
  }

  leave(): void {
    this.#stack.pop()
  }

  get depth(): number {
    return this.#stack.length
  }

  /** Where the reader is, as in the paths that are collected. */
  get place(): string {
    return this.#stack.join('.')
  }

  add(name: string): void {
    if (this.#paths.size >= pathsMax) return
    // A comma would split the header that shows the paths.
    this.#paths.add(printable([...this.#stack, name].join('.'), pathLengthMax).replaceAll(',', '?'))
  }

  list(): readonly string[] {
    return [...this.#paths]
  }
}
