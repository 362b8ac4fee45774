import { handle, reply, type Route } from '../../contract/handler.ts'
import type { Database } from '../../db/database.ts'
import { commonErrors } from '../../errors/common.ts'
import { isUuid } from '../../ids/ids.ts'
import type { OrderType } from '../define.ts'
import { findOrder } from '../find.ts'
import { addNote, changeNote, notesOf } from '../notes.ts'
import { parametersOf } from './contract.ts'
import { noteErrors, noteOperations, type NoteNames } from './note-contract.ts'

const LONGEST_AUTHOR = 100
const LONGEST_TEXT = 2000
const NOTE_ID = /^\d{1,15}$/

interface Wanted { readonly userId?: string | undefined, readonly description?: string | undefined }

/** The parts of a note as a client wrote it. Throws 12501, 12500 and 12635. */
function readNote({ userId, description = '' }: Wanted): { author: string, description: string } {
  const author = userId?.trim() ?? ''
  if (author === '') throw noteErrors.authorMissing()
  if (author.length > LONGEST_AUTHOR) throw noteErrors.authorTooLong({ value: author })
  if (description.length > LONGEST_TEXT) throw noteErrors.textTooLong({ most: LONGEST_TEXT })
  return { author, description }
}

/** Notes on the orders of a family: POST, GET and PUT of one, each at the path that `names` gives. */
export function noteRoutes(database: Database, type: OrderType, names: NoteNames): readonly Route[] {
  const idName = parametersOf(names.at).at(-1) ?? 'orderid'
  const operations = noteOperations(names, idName)
  // The schema is made of names that only run time knows; every value in it but the account's id is a text.
  const textOf = (params: object, name: string) => (params as Readonly<Record<string, string>>)[name] ?? ''
  const require = async (accountId: number, params: object): Promise<string> => {
    const id = textOf(params, idName)
    const order = isUuid(id) ? await findOrder(database.db, accountId, type, id) : undefined
    if (!order) throw commonErrors.missing()
    return order.id
  }
  return [
    handle(operations.add, async ({ account, params, body, clock, link }) => {
      const note = readNote(body)
      const orderId = await require(account.id, params)
      const id = await database.transaction((tx) => addNote(tx, type, account.id, orderId, { ...note, at: clock.now() }))
      if (id === undefined) throw commonErrors.missing()
      const path = names.at.replace('{accountId}', String(account.id)).replace(`{${idName}}`, orderId)
      return reply(201, undefined, { Location: link(`${path}/notes/${id}`) })
    }),
    handle(operations.list, async ({ account, params }) => {
      const notes = await notesOf(database.db, await require(account.id, params))
      if (notes.length === 0) return reply(204)
      return reply(200, { note: notes.map(({ id, author, description, at }) => ({ id, userId: author, description, lastDateModifier: at })) })
    }),
    handle(operations.change, async ({ account, params, body, clock }) => {
      const note = readNote(body)
      const orderId = await require(account.id, params)
      const noteId = textOf(params, 'noteId')
      const changed = NOTE_ID.test(noteId) && await changeNote(database.db, orderId, Number(noteId), { ...note, at: clock.now() })
      if (!changed) throw noteErrors.unknown({ noteId: noteId.slice(0, 40) })
      return reply(200)
    }),
  ]
}
