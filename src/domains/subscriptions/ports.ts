/** One callback as it is handed to the outside. */
export interface CallbackRequest {
  readonly url: string
  readonly body: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
  readonly basic?: { readonly username: string, readonly password: string }
}

/** The full account of one attempt, whatever came of it. Its texts are safe to store: no NUL, valid Unicode, bounded. */
export interface CallbackAttempt {
  readonly outcome: 'success' | 'rejected' | 'failed'
  readonly status: number | null
  readonly responseHead: string | null
  readonly responseBody: string | null
  readonly error: { readonly kind: string, readonly message: string } | null
  readonly durationMs: number
}

/** Sends callbacks. Never rejects for anything that the receiver or the network does. */
export interface CallbackSender {
  /** Why callbacks cannot go to this URL, as the end of "The callback URL …"; undefined where nothing speaks against it yet. */
  refusalOf(url: string): string | undefined
  send(request: CallbackRequest): Promise<CallbackAttempt>
  close(): Promise<void>
}
