/** One callback as it is handed to the outside. */
export interface CallbackRequest {
  readonly url: string
  readonly body: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
  readonly basic?: { readonly username: string, readonly password: string }
  /** What the subscriber says that its server's certificate matches; over plain HTTP nothing does, and it is not looked at. */
  readonly publicKey?: string
}

/** The full account of one attempt, whatever came of it. Its texts are safe to store: no NUL, valid Unicode, bounded. */
export interface Attempt {
  readonly outcome: 'success' | 'rejected' | 'failed'
  readonly status: number | null
  /** What was sent above the body, without credentials. */
  readonly requestHead: string
  readonly responseHead: string | null
  readonly responseBody: string | null
  readonly error: { readonly kind: string, readonly message: string } | null
  readonly durationMs: number
  /** Trying again is useless: the other side said "never", not "not now". */
  readonly isFinal?: boolean
}

/** Sends callbacks. Never rejects for anything that the receiver or the network does. */
export interface CallbackSender {
  /** Why callbacks cannot go to this URL, as the end of "The callback URL …"; undefined where nothing speaks against it yet. */
  refusalOf(url: string): string | undefined
  /** Whether a subscriber's `PublicKey` can be read, so that its server can be held to it. */
  canPin(publicKey: string): boolean
  send(request: CallbackRequest): Promise<Attempt>
  close(): Promise<void>
}

/** One mail. The id stays the same when it is sent again, so that a second copy can be recognised. */
export interface Mail {
  readonly id: string
  readonly accountId: number
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Account time. */
  readonly at: Date
}

/** Sends mails, or keeps them where there is no mail server. Never rejects for anything that a mail server does. */
export interface Mailer {
  send(mail: Mail): Promise<Attempt>
  close(): Promise<void>
}
