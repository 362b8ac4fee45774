import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { figure, median, type Figure } from '../figure.ts'
import { startProgram } from '../program.ts'
import { temporaryFolder } from '../stage.ts'

const LATER_RUNS = 3

/** `npm start` in an empty folder, and again in the folder that it filled, until the API says that it is ready. */
export async function measureStart(): Promise<Figure[]> {
  const folder = await temporaryFolder()
  const run = async () => {
    const program = await startProgram({ NUMBERPLANE_DATA: join(folder, 'data') }, join(folder, 'program.log'))
    await program.stop()
    return program.readyMs / 1000
  }
  try {
    const first = await run()
    const later: number[] = []
    for (let round = 0; round < LATER_RUNS; round += 1) later.push(await run())
    return [figure('first start, 100,000 numbers', first, 's', { below: 10 }), figure('later start', median(later), 's', { below: 3 })]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
