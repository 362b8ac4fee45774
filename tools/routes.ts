import { systemClock } from '../src/kernel/clock/clock.ts'
import { readConfig } from '../src/kernel/config/config.ts'
import type { Route } from '../src/kernel/contract/handler.ts'
import { createLogger } from '../src/kernel/log/logger.ts'
import { wire } from '../src/main/wire.ts'

/**
 * The program's routes, for tools that describe it. The program is put together as a sandbox and taken apart again;
 * no database is reached, since connections are made at the first statement only.
 */
export async function allRoutes(): Promise<readonly Route[]> {
  const program = await wire({
    config: readConfig({}), url: 'postgres://nobody@127.0.0.1:9/none', sealingKey: Buffer.alloc(32), clock: systemClock, log: createLogger('silent'),
  })
  await program.app.close()
  await program.close()
  return program.routes
}
