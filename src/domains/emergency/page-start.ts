/** Where a page begins: after so many entries (clients count them), or at an entry itself (as our `next` links say). */
export interface PageStart {
  readonly skip: number
  readonly from: string | undefined
}

const ENTRY = 'id-'
/** Nobody has more entries. */
const MOST_SKIPPED = 1_000_000_000

/** What a `next` link calls an entry, which may look like a place. */
export const entryPlace = (entry: string): string => `${ENTRY}${entry}`

/** Reads `page`: digits are the place of the first entry, counted from 1; anything else is the entry, as `entryPlace` or a client has it. */
export function pageStart(page: string): PageStart {
  if (/^\d+$/.test(page)) return { skip: Math.min(Math.max(Number(page) - 1, 0), MOST_SKIPPED), from: undefined }
  return { skip: 0, from: page.startsWith(ENTRY) ? page.slice(ENTRY.length) : page }
}

/** A pattern that finds the text anywhere, for `ilike`. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
