import { z } from 'zod'
import { named } from './names.ts'

/**
 * A list in a wrapper element: `telephoneNumberList: list(Tn, 'TelephoneNumber')` is
 * `<TelephoneNumberList><TelephoneNumber>…</TelephoneNumber>…</TelephoneNumberList>`.
 * Without `itemName` the item must bring its own `xml.name`, else compiling the schema that holds it throws.
 */
export function list<T extends z.ZodType>(item: T, itemName?: string): z.ZodArray<T> {
  return z.array(itemName === undefined ? item : named(item, itemName)).meta({ xml: { wrapped: true } })
}

/**
 * A list without a wrapper: the element itself repeats under the parent. It is called `itemName`, else the item's own
 * `xml.name`, else as the property. No element is [] where the property is required, undefined where it is optional.
 */
export function repeated<T extends z.ZodType>(item: T, itemName?: string): z.ZodArray<T> {
  return z.array(itemName === undefined ? item : named(item, itemName)).meta({ xml: { wrapped: false } })
}
