/** Something wrong with a line of a file that is imported. */
export interface LineProblem {
  readonly line: number
  readonly text: string
}

const MOST_KEPT = 100

/** What has come of an import so far. Only the first problems are kept; all of them are counted. */
export class ImportReport {
  readonly #problems: LineProblem[] = []
  readonly #counts = new Map<string, number>()
  #problemCount = 0

  add(what: string, count: number): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count)
  }

  problem(line: number, text: string): void {
    this.#problemCount += 1
    if (this.#problems.length < MOST_KEPT) this.#problems.push({ line, text })
  }

  get problemCount(): number {
    return this.#problemCount
  }

  /** The first problems, by line. */
  get problems(): readonly LineProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line)
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }
}

/** How an import is run. `progress` is told now and then how many lines have been read. */
export interface ImportOptions {
  /** Check everything, change nothing. */
  readonly dryRun: boolean
  readonly at: Date
  /** What is imported, as the audit trail is to name it. */
  readonly source: string
  progress(lines: number): void
}

/** Takes back everything that an import has done; never seen outside of `importing`. */
export class ImportUndone extends Error {}
