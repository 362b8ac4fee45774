import type { NotificationValue } from '../delivery/notification.ts'
import { htmlPage } from './html.ts'

/** Numbers that a mail lists; an order can have 5,000, and the API has them all. */
const NUMBERS_MAX = 100

export interface Composed {
  readonly subject: string
  readonly text: string
  readonly html: string
}

interface Entry {
  /** Account time. */
  readonly at: Date
  readonly value: NotificationValue
}

interface MailNews { readonly accountId: number, readonly timeZone: string, readonly entry: Entry }

interface DigestNews {
  readonly accountId: number
  readonly subscriptionId: string
  /** YYYY-MM-DD in the time zone. */
  readonly day: string
  readonly timeZone: string
  readonly entries: readonly Entry[]
}

function timeText(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} ${part('timeZoneName')}`
}

function numbersText(numbers: readonly string[]): string {
  const shown = numbers.slice(0, NUMBERS_MAX).join(', ')
  return numbers.length > NUMBERS_MAX ? `${shown} and ${numbers.length - NUMBERS_MAX} more` : shown
}

const what = ({ orderType, eventType }: NotificationValue) => orderType ?? eventType ?? 'subscription'
const news = ({ status, note, eventType }: NotificationValue) => status ?? (note === undefined ? eventType ?? '' : 'note added')

function factsOf(value: NotificationValue): [string, string][] {
  const facts: [string, string | undefined][] = [
    ['Order type', value.orderType], ['Order', value.orderId], ['Customer order id', value.customerOrderId], ['Event', value.eventType],
    ['Status', value.status], ['Message', value.message], ['Note', value.note],
    ['Completed telephone numbers', value.completedTelephoneNumbers && numbersText(value.completedTelephoneNumbers)],
    ['Impacted telephone numbers', value.impactedTelephoneNumbers && numbersText(value.impactedTelephoneNumbers)],
  ]
  return facts.flatMap(([name, text]) => text === undefined || text === '' ? [] : [[name, text]])
}

const closing = (subscriptionId: string) => `Sent because of subscription ${subscriptionId}.`
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The mail that tells of one event. */
export function composeMail({ accountId, timeZone, entry: { at, value } }: MailNews): Composed {
  const subject = oneLine(`${what(value)} ${value.orderId ?? ''}: ${news(value)} (account ${accountId})`)
  const facts: [string, string][] = [['Account', String(accountId)], ['Time', timeText(at, timeZone)], ...factsOf(value)]
  return {
    subject,
    text: [...facts.map(([name, text]) => `${name}: ${text}`), '', closing(value.subscriptionId), ''].join('\n'),
    html: htmlPage({ title: subject, paragraphs: [], rows: facts, closing: closing(value.subscriptionId) }),
  }
}

const COLUMNS = ['Time', 'What', 'Order', 'News', 'Details']

/** The mail that tells of all events of one day; `lines` has what it says of each. */
export function composeDigest({ accountId, subscriptionId, day, timeZone, entries }: DigestNews): Composed & { readonly lines: readonly string[] } {
  const count = entries.length === 1 ? '1 notification' : `${entries.length} notifications`
  const subject = `${count} of ${day} (account ${accountId})`
  const rows = entries.map(({ at, value }) => {
    const details = [value.message, value.note, value.completedTelephoneNumbers, value.impactedTelephoneNumbers]
      .flatMap((detail) => detail === undefined ? [] : [typeof detail === 'string' ? oneLine(detail) : numbersText(detail)])
    return [timeText(at, timeZone), what(value), value.orderId ?? '', news(value), details.filter((detail) => detail !== '').join('; ')]
  })
  const lines = rows.map((cells) => cells.filter((cell) => cell !== '').join('  '))
  const paragraph = `What happened on ${day} (${timeZone}):`
  return {
    subject, lines,
    text: [paragraph, '', ...lines, '', closing(subscriptionId), ''].join('\n'),
    html: htmlPage({ title: subject, paragraphs: [paragraph], columns: COLUMNS, rows, closing: closing(subscriptionId) }),
  }
}
