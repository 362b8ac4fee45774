import type { Street } from '../standard/standardise.ts'

/** A street that is known to exist, in one city. */
export interface KnownStreet extends Street {
  /** ZIPs in which it lies; none where that is not known. */
  readonly zips: readonly string[]
  /** House numbers that are known, each with its ZIP+4 extension or ''. */
  readonly houses: ReadonlyMap<string, string>
  /** A mere convention: there is a street of that name, of whatever suffix and direction. */
  readonly nameOnly: boolean
}

/** Where streets come from. `name` is the one sought: a source may leave out what is not at all like it. */
export interface StreetSource {
  streetsOf(state: string, city: string, name: string): readonly KnownStreet[] | Promise<readonly KnownStreet[]>
}
