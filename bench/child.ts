import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

interface Question { readonly id: number, readonly task: string, readonly input: unknown }
interface Answer { readonly id: number, readonly output?: unknown, readonly error?: string }

/** What a child process can be asked for: the name of each task, what it takes and what it gives. */
export type Tasks = Readonly<Record<string, (input: never) => Promise<unknown>>>

/** A child process that works when asked. */
export interface Child<T extends Tasks> {
  ask<Name extends keyof T & string>(task: Name, input: Parameters<T[Name]>[0]): Promise<Awaited<ReturnType<T[Name]>>>
  stop(): Promise<void>
}

/** Starts a file of this folder as a process of its own; the file calls `serveTasks`. Answers reject where the process dies. */
export function startChild<T extends Tasks>(file: string): Child<T> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting = new Map<number, { resolve: (output: unknown) => void, reject: (error: Error) => void }>()
  let asked = 0
  child.on('message', (message) => {
    const { id, output, error } = message as Answer
    const waiter = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) waiter?.resolve(output)
    else waiter?.reject(new Error(error))
  })
  const exited = once(child, 'exit')
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with code ${code}`))
  })
  return {
    ask: (task, input) => new Promise((resolve, reject) => {
      asked += 1
      waiting.set(asked, { resolve: (output) => resolve(output as Awaited<ReturnType<T[typeof task]>>), reject })
      child.send({ id: asked, task, input } satisfies Question)
    }),
    stop: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** The child's side: works on what is asked, and ends when its parent lets go of it or dies. */
export function serveTasks(tasks: Tasks): void {
  process.on('message', (message) => {
    const { id, task, input } = message as Question
    const run = tasks[task]
    const work = run ? run(input as never) : Promise.reject(new Error(`no task ${task}`))
    work.then(
      (output) => process.send?.({ id, output } satisfies Answer),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies Answer),
    )
  })
  process.on('disconnect', () => process.exit(0))
}
