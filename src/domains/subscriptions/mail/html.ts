import { z } from 'zod'
import { encodeXml, list, named, repeated } from '../../../kernel/xml/index.ts'

const row = (cell: string) => z.object({ cells: repeated(named(z.string(), cell)) })

/** The one shape that our mails have: a heading, paragraphs, a table, a closing paragraph. Mail programs read it as HTML. */
const Page = z.object({
  head: named(z.object({ title: named(z.string(), 'title') }), 'head'),
  body: named(z.object({
    heading: named(z.string(), 'h1'),
    paragraphs: repeated(z.string(), 'p'),
    table: named(z.object({
      head: named(list(row('th'), 'tr'), 'thead').optional(),
      body: named(list(row('td'), 'tr'), 'tbody'),
    }), 'table').optional(),
    closing: named(z.object({ small: named(z.string(), 'small') }), 'footer'),
  }), 'body'),
})

interface PageContent {
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly columns?: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly closing: string
}

/** An element without anything in it would be read as one that never ends. */
const filled = (text: string) => text.trim() === '' ? '\u2013' : text

/** A mail's HTML. Written by the codec, so whatever the texts hold stays text. */
export function htmlPage({ title, paragraphs, columns, rows, closing }: PageContent): string {
  const table = rows.length === 0 ? undefined : {
    head: columns && [{ cells: columns.map(filled) }],
    body: rows.map((cells) => ({ cells: cells.map(filled) })),
  }
  return `<!DOCTYPE html>${encodeXml(Page, {
    head: { title: filled(title) },
    body: { heading: filled(title), paragraphs: paragraphs.map(filled), table, closing: { small: closing } },
  }, { root: 'html', declaration: false })}`
}
