/** Stands for every text about an end user that the reader may not see; says nothing of its length. */
export const MASK = '********'

/** The mask for a text that there is. */
export const mask = (value: string | undefined): string | undefined => value === undefined ? undefined : MASK
