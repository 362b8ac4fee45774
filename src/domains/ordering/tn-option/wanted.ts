import { Tn } from '../../numbering/index.ts'
import type { ErrorMaker } from '../../../kernel/errors/catalogue.ts'
import { readNumbers } from '../number-list.ts'
import { heldErrors } from '../errors.ts'
import { MOST_NUMBERS } from '../number-order/selection.ts'
import type { TnOptionGroup } from './contract.ts'
import { tnOptionErrors } from './errors.ts'
import { checkFinalDestination } from './final-destination.ts'

/** What is to become of an option: undefined stays, null goes back to the default of the system. */
export type Change<Value> = Value | null | undefined

/** What is to become of the A2P marks of a number. */
export type A2pChange = { readonly messageClass: string | null, readonly campaignId: string | null } | 'off' | null | undefined

/** The changes that a group of numbers is to get. */
export interface Changes {
  readonly numberFormat: Change<string>
  readonly rpidFormat: Change<string>
  readonly rewriteUser: Change<string>
  readonly callForward: Change<string>
  readonly callingNameDisplay: Change<boolean>
  readonly protected: boolean | undefined
  readonly sms: boolean | undefined
  readonly finalDestination: Change<string>
  readonly nnid: Change<number>
  readonly espid: Change<string>
  readonly portOutPasscode: Change<string>
  readonly a2p: A2pChange
}

const SHOWN = 40
const LONGEST_USER = 255
const LONGEST_A2P = 64
const HIGHEST_NNID = 2_147_483_647
const FORMATS = ['10digit', '11digit', 'e164']

/** Reads a text for which `unchanged` (or nothing) and `systemDefault` mean what they mean everywhere; `read` does the rest. */
function option<Value>(text: string | undefined, read: (text: string) => Value): Change<Value> {
  const value = text?.trim() ?? ''
  if (value === '' || value.toLowerCase() === 'unchanged') return undefined
  return value.toLowerCase() === 'systemdefault' ? null : read(value)
}

const oneOf = <Value>(values: Readonly<Record<string, Value>>, refusal: ErrorMaker) => (text: string): Value => {
  const [, value] = Object.entries(values).find(([name]) => name === text.toLowerCase()) ?? []
  if (value === undefined) throw refusal({ value: text.slice(0, SHOWN) })
  return value
}

const formats = Object.fromEntries(FORMATS.map((format) => [format, format]))
const matching = (form: RegExp, refusal: ErrorMaker) => (text: string): string => {
  if (!form.test(text)) throw refusal({ value: text.slice(0, SHOWN) })
  return text
}

function forwardOf(text: string): string {
  if (!/^\d{10}$/.test(text) || !Tn.safeParse(text).success) throw tnOptionErrors.callForward({ value: text.slice(0, SHOWN) })
  return text
}

function nnidOf(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > HIGHEST_NNID) throw tnOptionErrors.nnid({ value: text.slice(0, SHOWN) })
  return Number(text)
}

function part(name: string, text: string | undefined): string | null {
  if (text !== undefined && text.length > LONGEST_A2P) throw tnOptionErrors.invalid({ reason: `${name} has more than ${LONGEST_A2P} characters` })
  return text || null
}

/** The table of A2P actions; asSpecified where none is given, and only that goes with a class and a campaign. */
function a2pOf(settings: TnOptionGroup['a2pSettings']): A2pChange {
  if (!settings) return undefined
  const messageClass = part('MessageClass', settings.messageClass)
  const campaignId = part('CampaignId', settings.campaignId)
  const action = settings.action?.trim().toLowerCase() || 'asspecified'
  if (action === 'asspecified') return { messageClass, campaignId }
  if (!['off', 'unchanged', 'systemdefault'].includes(action)) throw tnOptionErrors.a2pAction({ value: settings.action?.slice(0, SHOWN) ?? '' })
  const extra = messageClass === null ? campaignId === null ? undefined : 'CampaignId' : 'MessageClass'
  if (extra !== undefined && action !== 'unchanged') throw tnOptionErrors.a2pClash({ attribute: extra })
  return action === 'off' ? 'off' : action === 'systemdefault' ? null : undefined
}

/** The changes that a group asks for. Throws the documented error of the first value that is not allowed. */
export function readChanges(group: TnOptionGroup): Changes {
  const finalDestination = option(group.finalDestinationURI, (text) => { checkFinalDestination(text); return text })
  const protection = option(group.protected, oneOf({ true: true, false: false }, tnOptionErrors.protection))
  const sms = option(group.sms, oneOf({ on: true, off: false }, tnOptionErrors.sms))
  if (sms === null) throw tnOptionErrors.sms({ value: 'systemDefault' })
  return {
    numberFormat: option(group.numberFormat, oneOf(formats, tnOptionErrors.numberFormat)),
    rpidFormat: option(group.rpidFormat, oneOf(formats, tnOptionErrors.rpidFormat)),
    rewriteUser: option(group.rewriteUser, matching(new RegExp(`^\\S{1,${LONGEST_USER}}$`), tnOptionErrors.rewriteUser)),
    callForward: option(group.callForward, forwardOf),
    callingNameDisplay: option(group.callingNameDisplay, oneOf({ on: true, off: false }, tnOptionErrors.callingName)),
    // Numbers are not protected unless somebody protects them.
    protected: protection === null ? false : protection,
    sms, finalDestination,
    nnid: option(group.nnid, nnidOf),
    espid: option(group.espid, matching(/^[A-Za-z0-9]{1,20}$/, tnOptionErrors.espid)),
    portOutPasscode: option(group.portOutPasscode, matching(/^[A-Za-z0-9]{4,10}$/, tnOptionErrors.passcode)),
    a2p: a2pOf(group.a2pSettings),
  }
}

const OPTIONS = [
  'numberFormat', 'rpidFormat', 'rewriteUser', 'callForward', 'callingNameDisplay', 'protected', 'sms', 'finalDestinationURI', 'nnid', 'espid',
  'portOutPasscode', 'a2pSettings',
] as const

/** A group with its numbers as the ledger holds them. */
export interface WantedGroup {
  readonly tns: readonly string[]
  readonly changes: Changes
}

/**
 * What an order asks for, group by group. Throws the documented errors of values, of numbers (5070, 5073, 5093, 5095), and
 * 5115 for a group without an option, 5088 for a number that is to be forwarded to itself.
 */
export function readGroups(groups: readonly TnOptionGroup[]): readonly WantedGroup[] {
  if (groups.length === 0) throw heldErrors.numberMissing()
  const wanted = groups.map((group) => ({ group, tns: readNumbers(group.telephoneNumbers ?? []), changes: readChanges(group) }))
  const all = wanted.flatMap(({ tns }) => tns)
  if (all.length > MOST_NUMBERS) throw heldErrors.tooMany({ most: MOST_NUMBERS })
  const repeated = all.length === new Set(all).size ? undefined : all.find((tn, index) => all.indexOf(tn) !== index)
  if (repeated !== undefined) throw heldErrors.numberTwice({ tn: repeated })
  for (const { group, tns: [tn = '', ...others], changes: { callForward } } of wanted) {
    if (OPTIONS.every((name) => group[name] === undefined)) throw tnOptionErrors.nothing({ tn })
    if (callForward && [tn, ...others].includes(callForward)) throw tnOptionErrors.forwardToSelf({ tn: callForward, target: callForward })
  }
  return wanted.map(({ tns, changes }) => ({ tns, changes }))
}
