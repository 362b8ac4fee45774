/** One callback to send. `url` is the customer's own text: it is checked, never trusted. */
export interface WebhookRequest {
  url: string
  body: string
  contentType: string
  /** More headers. Those that frame the message (`Host`, `Content-Length`, `Connection`…) are not for the caller. */
  headers?: Readonly<Record<string, string>>
  /** Sent as RFC 7617 says, in UTF-8. */
  basic?: { username: string, password: string }
  /** `preemptive` (default): with the first request. `challenge`: only when a 401 asks for Basic, by a second request. */
  basicWhen?: 'preemptive' | 'challenge'
  /** What the receiver's certificate must match, Base64-coded; not looked at over plain HTTP. */
  publicKey?: string
  /** Milliseconds for the whole attempt: waiting for a socket, DNS, connect, TLS, head and body, twice after a challenge. Default 10,000. */
  timeoutMs?: number
  /** Bytes of answer body after which the status alone decides the outcome. Default 65,536, at most 1 MB. */
  maxResponseBytes?: number
}

export type AttemptErrorKind =
  'refused-target' | 'dns' | 'connect' | 'reset' | 'timeout' | 'tls' | 'too-large' | 'protocol'

export interface AttemptError { kind: AttemptErrorKind, message: string }

/** The full account of one attempt; every text in it is safe to store (valid Unicode, no NUL, bounded). */
export interface WebhookAttempt {
  /** `success`: a 2xx. `rejected`: any other complete answer, redirects included. `failed`: no complete answer. */
  outcome: 'success' | 'rejected' | 'failed'
  /** The status as soon as a head has arrived, even when the attempt failed afterwards. */
  status: number | null
  /** Request line and headers of the last request, with `***` for credentials. */
  requestHead: string
  /** Status line and headers, up to 8 KB; a last line `note: …` says when the rest of a body was not read. */
  responseHead: string | null
  /** The first 4 KB of the body as text, '' for an empty body, null when no head arrived. */
  responseBody: string | null
  /** Null unless the outcome is `failed`. */
  error: AttemptError | null
  durationMs: number
  /** The address that was connected to; null when no connection was made. */
  remoteAddress: string | null
}
