import { randomUUID } from 'node:crypto'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { openOrder } from '../../src/kernel/orders/engine.ts'
import { importOrder } from '../../src/domains/hosting/index.ts'
import { readXml, type XmlNode } from '../../src/kernel/xml/index.ts'
import { documents } from './documents.ts'
import type { Answer, FreshAccount, World } from './world.ts'
import { text } from './xml.ts'

/** What documents are tried with where any type will do. */
export const PDF = 'application/pdf'

export interface FileAnswer extends Answer { readonly bytes: Buffer }

interface Sending { readonly method?: string, readonly headers?: Readonly<Record<string, string>> }

/** Documents on the import orders of one account. */
export function attaching(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>) {
  const base = `/accounts/${account}/importTnOrders`
  const ask = async (path: string, { method = 'GET', headers = {} }: Sending = {}, body?: Buffer | string): Promise<FileAnswer> => {
    const response = await fetch(world.url + path, { method, headers: { authorization: `Basic ${btoa(auth)}`, ...headers }, body: body && Buffer.from(body) })
    const bytes = Buffer.from(await response.arrayBuffer())
    return {
      status: response.status, headers: response.headers, bytes, text: bytes.toString(),
      get xml(): XmlNode { return readXml(bytes.toString()) },
      get json(): unknown { return JSON.parse(bytes.toString()) },
    }
  }
  const typed = (type: string | undefined): Sending => type === undefined ? {} : { headers: { 'content-type': type } }
  const post = (order: string, content: Buffer | string, type?: string, query = ''): Promise<FileAnswer> =>
    ask(`${base}/${order}/loas${query}`, { method: 'POST', ...typed(type) }, content)
  return {
    ask,
    /** An order that nothing is done to: an import, or one of another type. */
    order: (type: string = importOrder.type): Promise<string> => world.database.transaction((tx) => openOrder(tx, { ...importOrder, type }, { accountId: account, createdBy: 'test', at: systemClock.now() })),
    post,
    /** Attaches a document that is in order, and answers its name. */
    async attach(order: string, content: Buffer | string = documents[PDF] ?? '', type = PDF, query = ''): Promise<string> {
      const answer = await post(order, content, type, query)
      if (answer.status !== 201) throw new Error(`the answer is ${answer.status}: ${answer.text}`)
      return text(answer.xml, 'filename')
    },
    put: (order: string, name: string, content: Buffer | string, type?: string) => ask(`${base}/${order}/loas/${name}`, { method: 'PUT', ...typed(type) }, content),
    list: (order: string, query = '') => ask(`${base}/${order}/loas${query}`),
    get: (order: string, name: string) => ask(`${base}/${order}/loas/${name}`),
    remove: (order: string, name: string) => ask(`${base}/${order}/loas/${name}`, { method: 'DELETE' }),
    metadata: (order: string, name: string) => ask(`${base}/${order}/loas/${name}/metadata`),
    describe: (order: string, name: string, body: string) => ask(`${base}/${order}/loas/${name}/metadata`, { method: 'PUT', ...typed('application/xml') }, body),
    undescribe: (order: string, name: string) => ask(`${base}/${order}/loas/${name}/metadata`, { method: 'DELETE' }),
    /** What the audit trail says of an account's files, oldest first. */
    trail: () => world.database.db.selectFrom('audit_entry').select(['operation', 'subject', 'actor', 'before', 'after'])
      .where('account_id', '=', account).where('operation', 'like', '%loas%').orderBy('id').execute(),
  }
}

/** Files that are not where they are sought: unknown, of another order, of another account, or by names that lead elsewhere. */
export async function strangers(world: World, files: ReturnType<typeof attaching>): Promise<readonly (readonly [order: string, name: string])[]> {
  const theirs = attaching(world, await world.newAccount())
  const [own, another, foreign] = [await files.order(), await files.order(), await theirs.order()]
  const [ownName, elsewhere, foreignName] = [await files.attach(own), await files.attach(another), await theirs.attach(foreign)]
  return [
    [own, elsewhere], [own, foreignName], [foreign, foreignName], [randomUUID(), ownName], [own, `${own}-1.pdf`], [own, ownName.toUpperCase()],
    [own, '..%2f..%2fetc%2fpasswd'], [own, `%2e%2e%2f${ownName}`], [own, `${ownName}%00`], [own, "'"], ['nonsense', ownName], [own, `${ownName.replace('.pdf', '')}`],
  ]
}

export const metadataOf = (name: string, type: string): string => `<FileMetaData><DocumentName>${name}</DocumentName><DocumentType>${type}</DocumentType></FileMetaData>`
