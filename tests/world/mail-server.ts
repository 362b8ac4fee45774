import { once } from 'node:events'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What the server answers to a recipient in place of taking the mail: an SMTP code and a text. */
export interface MailRefusal { readonly code: number, readonly text: string }

export interface MailServer {
  readonly port: number
  readonly mails: readonly ParsedMail[]
  /** Whether the latest connection was encrypted, and who had signed in on it. */
  readonly latest: { secure: boolean, user: string | undefined }
  /** Refuses recipients from now on; undefined: takes all mails again. */
  refuse(refusal: MailRefusal | undefined): void
  /** Resolves when so many mails have come. */
  waitFor(count: number): Promise<readonly ParsedMail[]>
  close(): Promise<void>
}

interface MailServerSettings extends Pick<SMTPServerOptions, 'key' | 'cert' | 'secure'> {
  /** Mails are taken from this user only. */
  readonly user?: { readonly name: string, readonly password: string }
  readonly port?: number
}

/** Starts a real SMTP server on the loopback interface. Without a key it does not offer encryption. */
export async function startMailServer({ user, port = 0, ...tls }: MailServerSettings = {}): Promise<MailServer> {
  const mails: ParsedMail[] = []
  const waiters = new Set<() => void>()
  const latest: MailServer['latest'] = { secure: false, user: undefined }
  let refusal: MailRefusal | undefined
  const server = new SMTPServer({
    ...tls, authOptional: user === undefined, disabledCommands: tls.key === undefined ? ['STARTTLS'] : [], allowInsecureAuth: true, logger: false,
    onAuth: (auth, _session, done) => {
      if (auth.username === user?.name && auth.password === user?.password) done(null, { user: auth.username })
      else done(Object.assign(new Error('wrong user or password'), { responseCode: 535 }))
    },
    onRcptTo: (_address, _session, done) => {
      if (refusal) done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }))
      else done()
    },
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        Object.assign(latest, { secure: session.secure, user: session.user })
        mails.push(mail)
        for (const waiter of waiters) waiter()
        done()
      }, done)
    },
  })
  // A client that breaks off is a client's business.
  server.on('error', () => undefined)
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port')
  return {
    port: address.port, mails, latest,
    refuse: (next) => { refusal = next },
    waitFor: (count) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`${mails.length} of ${count} mails came`)) }, 10_000)
      const look = () => {
        if (mails.length < count) return
        clearTimeout(timer)
        waiters.delete(look)
        resolve(mails)
      }
      waiters.add(look)
      look()
    }),
    close: () => new Promise((resolve) => { server.close(resolve) }),
  }
}
