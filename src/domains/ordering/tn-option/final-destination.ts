import { Tn } from '../../numbering/index.ts'
import { tnOptionErrors } from './errors.ts'

/** "Less than 60 characters long". */
const MOST = 60
const SHOWN = 80
const SCHEME = /^([a-z]+:)(?=.*@)/i
const OCTET = /^(25[0-5]|2[0-4]\d|1?\d?\d)$/
const PORT = /^\d{1,5}$/
const HIGHEST_PORT = 65_535

const isIpv4 = (host: string): boolean => host.split('.').length === 4 && host.split('.').every((octet) => OCTET.test(octet))

function checkSipAddress(value: string, text: string): void {
  const [name = '', hostAndPort = '', ...more] = text.split('@')
  const [host = '', port, ...rest] = hostAndPort.split(':')
  if (name === '' || host === '' || more.length > 0 || rest.length > 0) throw tnOptionErrors.uriForm({ value })
  if (!/^\+?[a-z0-9.]+$/i.test(name)) throw tnOptionErrors.uriCharacters({ value })
  if (!/^[a-z0-9.]+$/i.test(host)) throw tnOptionErrors.uriCharacters({ value })
  if (!isIpv4(host)) throw tnOptionErrors.uriHost({ value })
  if (port !== undefined && (!PORT.test(port) || Number(port) > HIGHEST_PORT)) throw tnOptionErrors.uriForm({ value })
}

/**
 * Checks a final destination: ten digits, or `name@n.n.n.n:port`, the port being optional. Throws 5117 to 5122. The examples
 * write the prefix `sip:` and a plus before the name although the text rules them out; both are taken.
 */
export function checkFinalDestination(text: string): void {
  if (text.length >= MOST) throw tnOptionErrors.uriTooLong({ most: MOST })
  const value = text.slice(0, SHOWN)
  if (!text.includes('@')) {
    if (!/^[a-z0-9.:+]*$/i.test(text)) throw tnOptionErrors.uriCharacters({ value })
    if (!/^\d{10}$/.test(text) || !Tn.safeParse(text).success) throw tnOptionErrors.uriNoNumber({ value })
    return
  }
  const scheme = SCHEME.exec(text)?.[1]
  if (scheme !== undefined && scheme.toLowerCase() !== 'sip:') throw tnOptionErrors.uriScheme({ value: scheme })
  checkSipAddress(value, scheme === undefined ? text : text.slice(scheme.length))
}
