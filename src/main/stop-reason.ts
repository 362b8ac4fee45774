const LOOK_EVERY_MS = 1_000

/**
 * Resolves when this process is asked to end, with what asked: SIGINT, SIGTERM, or the end of the npm that started it.
 * `npx numberplane` runs the program below a shell; a signal to npx ends npx and the shell and never comes down here.
 * `environment.npm_execpath` tells that npm started the program; otherwise losing the parent means nothing.
 */
export function stopReason(environment: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { resolve(signal) })
    if (environment.npm_execpath === undefined) return
    const parent = process.ppid
    const look = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(look)
      resolve('npm ended')
    }, LOOK_EVERY_MS)
    look.unref()
  })
}
