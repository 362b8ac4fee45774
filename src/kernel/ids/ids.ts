import { v7 } from 'uuid'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A fresh UUID version 7: unique, and later ids sort after earlier ones. */
export function newId(): string {
  return v7()
}

/** Whether a text is a UUID of any version, as clients may send ids that we did not make. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
