import type { ObjectShape } from './shape.ts'

/**
 * The one member of a union that knows all elements found and misses none it needs: by the text of the discriminator,
 * else the only one that fits. Undefined when none does, or several.
 */
export function variantIn(shape: ObjectShape, texts: ReadonlyMap<string, string>): ObjectShape | undefined {
  const { discriminator, variants } = shape
  const told = discriminator?.texts.get(texts.get(discriminator.key) ?? '')
  const candidates = told ? [told] : variants
  const keys = [...texts.keys()]
  const [only, ...others] = candidates.filter((variant) => knowsAll(variant, keys) && missesNone(variant, texts))
  return others.length === 0 ? only : undefined
}

function knowsAll({ fields }: Pick<ObjectShape, 'fields'>, keys: readonly string[]): boolean {
  return keys.every((key) => fields.some((field) => field.key === key))
}

function missesNone({ fields }: ObjectShape, texts: ReadonlyMap<string, string>): boolean {
  return fields.every(({ key, optional, nullable, repeated }) => optional || nullable || repeated || texts.has(key))
}

/**
 * The member of a union that a value belongs to, for its order of elements: by the discriminator, else the first
 * member that knows all properties of the value and misses none it requires, else all members merged.
 */
export function variantOf(shape: ObjectShape, value: object): ObjectShape {
  if (shape.variants.length === 0) return shape
  const { discriminator } = shape
  const told = discriminator?.variants.get(Reflect.get(value, discriminator.key))
  if (told) return variantOf(told, value)
  return shape.variants.find((variant) => fits(variant, value)) ?? shape
}

function fits({ fields }: ObjectShape, value: object): boolean {
  const present = Object.entries(value).filter(([, each]) => each !== undefined).map(([key]) => key)
  return knowsAll({ fields }, present) && fields.every(({ key, optional }) => optional || present.includes(key))
}
