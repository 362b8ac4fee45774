import { createServer } from 'node:net'
import { errorCode } from './errors.ts'

const LOOPBACK = '127.0.0.1'

/** A TCP port of the loopback address that nobody listens on just now. */
export async function freePort(): Promise<number> {
  return listenBriefly(0)
}

/** Whether nobody listens on a port of the loopback address just now. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await listenBriefly(port)
    return true
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return false
    throw error
  }
}

function listenBriefly(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('a listening server has no port'))
      })
    })
  })
}
