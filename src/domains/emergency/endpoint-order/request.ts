import { isUuid } from '../../../kernel/ids/ids.ts'
import { Tn } from '../../numbering/index.ts'
import type { EndpointOrderRequest, RequestedAssociations } from './contract.ts'
import { associationErrors } from './errors.ts'

/** An order, understood. */
export interface WantedAssociations {
  readonly action: 'add' | 'delete'
  readonly groupId: string
  /** Ten digits each; none twice. */
  readonly numbers: readonly string[]
  readonly identifiers: readonly string[]
}

const MOST_ENDPOINTS = 5000
const MOST_SHOWN = 20
/** No identifier is longer. */
export const MOST_CHARACTERS = 30

function groupIn({ emergencyNotificationGroup: groups = [] }: RequestedAssociations): string {
  if (groups.length > 1) throw associationErrors.several()
  const identifier = groups[0]?.identifier?.trim() ?? ''
  if (identifier === '') throw associationErrors.identifierMissing()
  if (!isUuid(identifier)) throw associationErrors.groupUnknown({ group: identifier })
  return identifier.toLowerCase()
}

function numbersIn(texts: readonly string[]): string[] {
  const parsed = texts.map((text) => ({ text, number: Tn.safeParse(text) }))
  const wrong = parsed.filter(({ number }) => !number.success).map(({ text }) => text)
  if (wrong.length > 0) throw associationErrors.numbers({ numbers: wrong.slice(0, MOST_SHOWN).join(', ') })
  return [...new Set(parsed.flatMap(({ number }) => number.success ? [number.data] : []))]
}

function identifiersIn(texts: readonly string[]): string[] {
  const identifiers = new Set(texts.map((text) => text.trim()))
  if ([...identifiers].some((text) => text.length > MOST_CHARACTERS)) throw associationErrors.tooLong({ field: 'Identifier', most: MOST_CHARACTERS })
  return [...identifiers]
}

/** Understands an order. Throws 8079, 8083, 8094 to 8097, 8104 and 8107. */
export function readEndpointOrder({ emergencyNotificationEndpointAssociations, ...flat }: EndpointOrderRequest): WantedAssociations {
  const requested = emergencyNotificationEndpointAssociations ?? flat
  const { addedAssociations: added, deletedAssociations: deleted } = requested
  const groupId = groupIn(requested)
  const changed = added ?? deleted
  if (!changed || (added && deleted)) throw associationErrors.actionMissing()
  const { eepTns = [], eepAeuiIds = [] } = changed.eepToEngAssociations ?? {}
  const count = eepTns.length + eepAeuiIds.length
  if (count === 0) throw associationErrors.nothing()
  if (count > MOST_ENDPOINTS) throw associationErrors.tooMany({ most: MOST_ENDPOINTS })
  return { action: added ? 'add' : 'delete', groupId, numbers: numbersIn(eepTns), identifiers: identifiersIn(eepAeuiIds) }
}
