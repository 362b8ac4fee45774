/** One line of the result. `baseline` and `ratio` are there where a bare program did the same work in the same run. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly baseline: number | null
  /** `value` / `baseline`. */
  readonly ratio: number | null
  /** What must hold, in words; null where the figure is only told. */
  readonly target: string | null
  readonly ok: boolean
}

interface Bound { readonly below?: number, readonly atLeast?: number }

const within = (value: number, { below = Infinity, atLeast = -Infinity }: Bound): boolean => value < below && value >= atLeast
const rounded = (value: number): number => Number(value.toPrecision(4))

function boundText({ below, atLeast }: Bound, unit: string): string {
  return below === undefined ? `>= ${atLeast}${unit}` : `< ${below}${unit}`
}

/** A figure with a target of its own, or with none. */
export function figure(name: string, value: number, unit: string, bound?: Bound): Figure {
  return {
    name, value: rounded(value), unit, baseline: null, ratio: null,
    target: bound ? boundText(bound, ` ${unit}`) : null, ok: bound ? within(value, bound) : true,
  }
}

/** A figure that is judged by its ratio to what a bare program reached, or only told beside it. */
export function compared(name: string, { value, baseline, unit }: { value: number, baseline: number, unit: string }, bound?: Bound): Figure {
  const ratio = value / baseline
  return {
    name, value: rounded(value), unit, baseline: rounded(baseline), ratio: rounded(ratio),
    target: bound ? boundText(bound, ' x') : null, ok: bound ? within(ratio, bound) : true,
  }
}

/** The value below which this share (0 to 1) of the values lies. Throws where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

const cell = (value: number | null): string => value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['', 'measured', '', 'bare', 'ratio', 'target', ''],
    ...figures.map((f) => [f.name, cell(f.value), f.unit, cell(f.baseline), cell(f.ratio), f.target ?? '', f.target === null ? '' : f.ok ? 'ok' : 'MISSED']),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const isNumber = (column: number) => column === 1 || column === 3 || column === 4
  return rows.map((row) => row.map((text, column) => isNumber(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}
