/** Where a page begins: after so many entries (clients count them), or at an entry itself (as our `next` links say). */
export interface PageStart {
  readonly skip: number
  readonly from: string | undefined
}

/** Reads `page`: digits are the place of the first entry, counted from 1; anything else is the entry. */
export function pageStart(page: string): PageStart {
  return /^\d+$/.test(page) ? { skip: Math.max(Number(page) - 1, 0), from: undefined } : { skip: 0, from: page }
}

/** A pattern that finds the text anywhere, for `ilike`. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
