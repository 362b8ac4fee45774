import numbers from '@bandwidth/numbers'
import type { FreshAccount, World } from '../world/world.ts'

/** The vendor's own SDK from npm, unmodified. It has no types; every `xAsync` is its own promise of a callback `x`. */
export interface Answer { readonly [element: string]: unknown }
export interface Methods { [method: string]: (...parameters: unknown[]) => Promise<Answer> }

/** The SDK's classes by name. */
export const sdk = numbers as unknown as Readonly<Record<'Order' | 'Disconnect' | 'TnOption' | 'ImportTnChecker' | 'ImportTnOrder' | 'RemoveImportedTnOrder' | 'InServiceNumber' | 'Lidbs' | 'Dlda', Methods>>

/** A client of the SDK for an account of its own. */
export function clientFor(world: World, { account, auth }: FreshAccount): unknown {
  const [user = '', password = ''] = auth.split(':')
  return new numbers.Client(account, user, password, '', '', { apiEndPoint: world.url })
}

export function call(target: Methods, method: string, ...parameters: unknown[]): Promise<Answer> {
  const promised = target[method]
  if (!promised) throw new Error(`the SDK has no ${method}`)
  return promised.call(target, ...parameters)
}

/** What lies at a path of elements; undefined where the path ends before. */
export const at = (answer: unknown, path: string): unknown =>
  path.split('/').reduce((value: unknown, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), answer)

/** One value or several, as a list. */
export const listOf = (value: unknown): unknown[] => [value ?? []].flat()
