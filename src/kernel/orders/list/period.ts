/** Instants between which something lies: `from` inclusive, `until` exclusive. */
export interface Period {
  readonly from?: Date | undefined
  readonly until?: Date | undefined
}
