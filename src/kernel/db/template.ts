import { CompiledQuery, sql, type RawBuilder } from 'kysely'
import type { Tx } from './tx.ts'

/** The values of a statement, each as what stands for it in the text; undefined where there is none this time. */
export type Slots<Values> = {
  readonly [Name in keyof Values]: RawBuilder<NonNullable<Values[Name]>> | (undefined extends Values[Name] ? undefined : never)
}

/** Marks the place of a value. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

interface Template {
  readonly text: string
  /** The name of the value of each parameter. */
  readonly names: readonly string[]
}

/** A value that is undefined is one that the statement does not have. */
type Given = Readonly<Record<string, unknown>>

/**
 * Statements of many parts that differ in their values alone: the text of each is put together once, and not at every
 * use, which can cost more than running it. For what runs very often; anything else is simply written with `sql`.
 */
export class StatementTemplates {
  readonly #templates = new Map<string, Template>()

  /**
   * Runs a statement. `shape`: whatever decides its text, beside which of the values there are; there may be only few
   * shapes. `write` is called once for each and must take every value from the slots; throws where it did not. Values that
   * many statements have in common may be given apart.
   */
  async rows<Row, Common extends Given, Values extends Given>(
    tx: Tx, { shape, common, values }: { readonly shape: string, readonly common: Common, readonly values: Values },
    write: (common: Slots<Common>, slots: Slots<Values>) => RawBuilder<Row>,
  ): Promise<Row[]> {
    const all: Given = { ...common, ...values }
    const names = Object.keys(all).filter((name) => all[name] !== undefined)
    const key = `${shape}:${names.join()}`
    const template = this.#templates.get(key) ?? templateOf(tx, names, (slots) => write(slots as Slots<Common>, slots as Slots<Values>))
    this.#templates.set(key, template)
    const { rows } = await tx.executeQuery<Row>(CompiledQuery.raw(template.text, template.names.map((name) => all[name])))
    return rows
  }
}

function templateOf(tx: Tx, names: readonly string[], write: (slots: unknown) => RawBuilder<unknown>): Template {
  const slots = Object.fromEntries(names.map((name) => [name, sql`${new Slot(name)}`]))
  const { sql: text, parameters } = write(slots).compile(tx)
  const own = parameters.map((parameter) => {
    if (!(parameter instanceof Slot)) throw new Error(`a value that is no slot was written into a template: ${String(parameter)}`)
    return parameter.name
  })
  const used = [...new Set(own)]
  // Each mention of a slot has become a parameter of its own; sent once, a value is sent faster.
  return { text: text.replace(/\$(\d+)/g, (_, place) => `$${used.indexOf(own[Number(place) - 1] ?? '') + 1}`), names: used }
}
