/** Postal codes of the states, the District of Columbia and the territories of the United States, in capitals. */
export const UNITED_STATES: ReadonlySet<string> = new Set((
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY '
  + 'DC AS GU MP PR VI').split(' '))

/** Whether the country of an address is the United States, in one of the ways in which that is written. */
export const isUnitedStates = (country: string): boolean => /^(?:US|USA|United States(?: of America)?)$/i.test(country)
