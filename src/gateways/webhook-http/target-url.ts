const MAX_URL_LENGTH = 2_000
const MAX_PADDING = 100

export type TargetUrlCheck = { ok: true, url: URL } | { ok: false, reason: string }

/**
 * Checks the syntax of a callback URL: `http` or `https`, a host, no credentials, no fragment, at most 2,000
 * characters. Surrounding double quotes and blanks are dropped, because the documented examples of
 * CreateSubscription show the URL in quotes. Says nothing about where the host leads: that is decided when
 * it is resolved. Never throws; `reason` completes the sentence "The callback URL …".
 */
export function checkTargetUrl(url: string): TargetUrlCheck {
  if (url.length > MAX_URL_LENGTH + MAX_PADDING) return refused('is longer than 2,000 characters')
  const text = url.replace(/^[\s"]+/, '').replace(/[\s"]+$/, '')
  if (text === '') return refused('is empty')
  if (text.length > MAX_URL_LENGTH) return refused('is longer than 2,000 characters')
  // The URL parser repairs blanks, control characters, backslashes and missing slashes. A repaired URL is not the
  // one that the customer wrote, and other readers of the same text would repair it to another host.
  if (/[\s\p{Cc}\\]/u.test(text)) return refused('contains blanks, control characters or backslashes')
  if (!/^https?:\/\/[^/]/i.test(text)) return refused('does not begin with http:// or https:// and a host')
  if (text.includes('#')) return refused('has a fragment')
  const parsed = URL.parse(text)
  if (parsed === null || parsed.hostname === '') return refused('is not a valid URL')
  if (parsed.username !== '' || parsed.password !== '') return refused('contains credentials')
  return { ok: true, url: parsed }
}

function refused(reason: string): TargetUrlCheck {
  return { ok: false, reason }
}
