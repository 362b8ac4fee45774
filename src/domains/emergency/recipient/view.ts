import type { z } from 'zod'
import type { RecipientTarget } from './contract.ts'
import type { Recipient } from './repository.ts'

/** Numbers are kept as ten digits and shown with their country code, as documented. */
const numberView = (target: string) => ({ telephoneNumber: `1${target}` })

/** How somebody is told, as answers show it. */
export function targetView({ description, type, target, username }: Pick<Recipient, 'description' | 'type' | 'target' | 'username'>): z.output<typeof RecipientTarget> {
  switch (type) {
    case 'EMAIL': return { description, type, emailAddress: target }
    case 'SMS': return { description, type, sms: numberView(target) }
    case 'TTS': return { description, type, tts: numberView(target) }
    case 'CALLBACK': return { description, type, callback: { url: target, credentials: { username: username ?? '' } } }
  }
}
