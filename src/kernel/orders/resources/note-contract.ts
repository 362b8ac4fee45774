import { z } from 'zod'
import { AccountId, OpaqueId } from '../../contract/path-ids.ts'
import { answers, operation, type Access } from '../../contract/operation.ts'
import { defineErrors } from '../../errors/catalogue.ts'
import { responseStatus } from '../../errors/envelopes.ts'
import { repeated } from '../../xml/index.ts'

/** What can be wrong with a note on an order. The text of 12501 is the documented one. */
export const noteErrors = defineErrors('notes', {
  authorTooLong: { code: 12500, status: 400, text: "Username '{value}' has more than 100 characters" },
  authorMissing: { code: 12501, status: 400, text: 'Username is required' },
  textTooLong: { code: 12635, status: 400, text: 'Description has more than {most} characters' },
  unknown: { code: 5040, status: 404, text: "The note '{noteId}' does not exist" },
})

/** The documented ids of a family's operations on notes, and where its orders are. */
export interface NoteNames {
  readonly group: string
  /** Path of one order; its last parameter holds the order's id. */
  readonly at: `/accounts/{accountId}/${string}`
  readonly view: Access
  readonly update: Access
  readonly post: string
  readonly list: string
  readonly put: string
}

const NoteRequest = z.object({ userId: z.string().optional(), description: z.string().optional() }).meta({ id: 'NoteRequest', xml: { name: 'Note' } })

const Notes = z.object({
  note: repeated(z.object({ id: z.int(), userId: z.string(), description: z.string(), lastDateModifier: z.date() })),
}).meta({ id: 'Notes' })

/** The three operations on the notes of a family. `idName` is the path parameter that holds the order's id. */
export function noteOperations(names: NoteNames, idName: string) {
  const path = `${names.at}/notes` as const
  const order = { accountId: AccountId, [idName]: OpaqueId }
  const shared = { group: names.group, errors: responseStatus('NoteResponse') } as const
  return {
    add: operation({
      ...shared, id: names.post, at: `POST ${path}`, summary: 'Write a note on an order; its subscribers are told.',
      params: z.object(order), body: NoteRequest, replies: { 201: null }, access: names.update,
    }),
    list: operation({
      ...shared, id: names.list, at: `GET ${path}`, summary: 'Read the notes on an order, oldest first.',
      params: z.object(order), replies: { 200: answers('Notes', Notes), 204: null }, access: names.view,
    }),
    change: operation({
      ...shared, id: names.put, at: `PUT ${path}/{noteId}`, summary: 'Rewrite a note on an order.',
      params: z.object({ ...order, noteId: OpaqueId }), body: NoteRequest, replies: { 200: null }, access: names.update,
    }),
  }
}
