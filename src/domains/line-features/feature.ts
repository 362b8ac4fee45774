import type { ErrorMaker, Problem } from '../../kernel/errors/catalogue.ts'
import type { OrderType } from '../../kernel/orders/define.ts'
import type { twoSteps } from '../../kernel/orders/lives.ts'
import type { Feature } from '../accounts/index.ts'
import type { LineRequest, LineSupplier, SupplierAnswer } from './ports.ts'

export type LineFeatureKind = 'lidb' | 'dlda'

/** What can be wrong with a number for which something is to be entered. */
export interface NumberErrors {
  readonly malformed: ErrorMaker
  readonly unknown: ErrorMaker
  readonly elsewhere: ErrorMaker
  readonly tollFree: ErrorMaker
  readonly vendor: ErrorMaker
  /** Another order is at it, or what stands cannot be replaced. */
  readonly taken: ErrorMaker
  /** Refuses numbers of Canada where given. */
  readonly canadian?: ErrorMaker
  /** What was entered while another had the number is still being taken out. */
  readonly leaving?: ErrorMaker
}

/** A thing that can be entered for numbers in a database of the industry, as data: all that is different between them. */
export interface LineFeature {
  readonly kind: LineFeatureKind
  readonly order: OrderType<string, keyof typeof twoSteps.moves>
  /** How histories of numbers call its orders. */
  readonly historyType: string
  /** How histories of its orders call a request. */
  readonly noun: string
  /** What an account must have been given. */
  readonly productFeature: Feature
  /** Whether an order for a number that has an entry replaces it; otherwise that number is refused. */
  readonly replaces: boolean
  /** How long an order can still be changed before it is handed over. */
  readonly changeableSeconds: number
  readonly numberErrors: NumberErrors
  /** What became of a number while its order was at the supplier's, and what the supplier made of it. */
  readonly outcomes: {
    readonly changed: () => Problem
    readonly refused: (reason: string) => Problem
    readonly unanswered: () => Problem
  }
  /** Hands groups over, whose entries are as they were stored. */
  enter(supplier: LineSupplier, request: LineRequest<unknown>): Promise<SupplierAnswer>
}

/** How a history tells of an order of this kind; those of DL/DA are the documented words. */
export const wordingOf = ({ noun }: LineFeature) => ({
  received: `The ${noun} request has been received`,
  changed: `The ${noun} request has been changed`,
  begun: `The ${noun} request is being processed by our 3rd party supplier`,
  complete: `The ${noun} request is complete for all TNs`,
  completePartly: `The ${noun} request is complete for some of the TNs`,
  fail: `The ${noun} request has failed for all TNs`,
})
