/**
 * The LATA that a text names, or undefined where it has not three to five digits. Longer forms have zeros before the
 * three digits (`00730`) or the zone within the LATA behind them (`73001`).
 */
export function lataIn(text: string): number | undefined {
  return /^\d{3,5}$/.test(text) ? Number(text.replace(/^0{1,2}(?=\d{3})/, '').slice(0, 3)) : undefined
}
