import { z } from 'zod'
import { rootNameOf, rootOf } from './compile.ts'
import type { Shape } from './shape.ts'
import { wordingOf } from './wording.ts'
import { printable } from './xml-error.ts'

export interface Issue {
  /** By element names, items counted from 1: `Order.TelephoneNumberList.TelephoneNumber[2]`. */
  readonly path: string
  readonly message: string
}

export type Validated<T> =
  | { readonly ok: true, readonly value: T }
  | { readonly ok: false, readonly issues: readonly Issue[] }

type ZodIssue = z.core.$ZodIssue

/**
 * Validates what one of the decoders returned. Issues carry the path a client knows.
 *
 * @param options.root begins the paths; default is the schema's `xml.name`, and nothing when it has none.
 */
export function validate<S extends z.ZodType>(
  schema: S, value: unknown, options: { root?: string } = {},
): Validated<z.output<S>> {
  const parsed = schema.safeParse(value, { error: wordingOf })
  if (parsed.success) return { ok: true, value: parsed.data }
  const root = options.root ?? rootNameOf(schema)
  const { shape } = rootOf(schema, 'wire')
  const issues = parsed.error.issues.flatMap(unfold).map(({ path, message }) => ({
    path: [...root === undefined ? [] : [root], ...wirePath(shape, path)].join('.'),
    message: printable(message, 500),
  }))
  return { ok: false, issues }
}

/**
 * A union says no more than "Invalid input". Told instead: what each member wants of the value itself; or, where a
 * member got further, what is wrong in the one with the fewest issues.
 */
function unfold(issue: ZodIssue): ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const branches = issue.errors.map((branch) => branch.flatMap(unfold))
  const deep = branches.filter((branch) => branch.some(({ path }) => path.length > 0))
  const [best] = deep.toSorted((one, other) => one.length - other.length)
  if (best) return best.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
  const message = [...new Set(branches.flat().map((each) => each.message))].join(' or ')
  return [{ ...issue, message: message || issue.message }]
}

function wirePath(shape: Shape, path: readonly PropertyKey[]): string[] {
  const names: string[] = []
  let at: Shape | undefined = shape
  for (const step of path) {
    if (at?.kind === 'list') {
      const index = `[${Number(step) + 1}]`
      if (at.wrapped) names.push(at.itemName + index)
      else names.push((names.pop() ?? '') + index)
      at = at.item.shape
    } else {
      const next = below(at, String(step))
      names.push(printable(next.name, 60))
      at = next.shape
    }
  }
  return names
}

function below(shape: Shape | undefined, key: string): { name: string, shape?: Shape } {
  if (shape?.kind === 'record') return { name: key, shape: shape.value.shape }
  const object = shape?.kind === 'mixed' ? shape.object : shape
  const field = object?.kind === 'object' ? object.fields.find((each) => each.key === key) : undefined
  return field ? { name: field.name, shape: field.shape } : { name: key }
}
