/** Countries of the plan, by the names that the area code report gives them. */
const countries: Readonly<Record<string, string>> = {
  'UNITED STATES': 'US', USA: 'US', US: 'US', CANADA: 'CA', CA: 'CA',
  ANGUILLA: 'AI', 'ANTIGUA/BARBUDA': 'AG', 'ANTIGUA AND BARBUDA': 'AG', BAHAMAS: 'BS', BARBADOS: 'BB', BERMUDA: 'BM', 'BRITISH VIRGIN ISLANDS': 'VG',
  'CAYMAN ISLANDS': 'KY', DOMINICA: 'DM', 'DOMINICAN REPUBLIC': 'DO', GRENADA: 'GD', JAMAICA: 'JM', MONTSERRAT: 'MS', 'SINT MAARTEN': 'SX', 'ST. MAARTEN': 'SX',
  'ST. KITTS AND NEVIS': 'KN', 'ST. KITTS & NEVIS': 'KN', 'ST. LUCIA': 'LC', 'ST. VINCENT AND GRENADINES': 'VC', 'ST. VINCENT & GRENADINES': 'VC',
  'TRINIDAD AND TOBAGO': 'TT', 'TRINIDAD & TOBAGO': 'TT', 'TURKS AND CAICOS ISLANDS': 'TC', 'TURKS & CAICOS ISLANDS': 'TC',
}

/** The two letters of a country, or undefined for a name that is not in the plan. */
export const countryOf = (name: string): string | undefined => countries[name.trim().toUpperCase()]

const PROVINCES: ReadonlySet<string> = new Set(['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'])

/** The country that a two-letter state, territory or province lies in. */
export const countryOfState = (state: string): 'CA' | 'US' => PROVINCES.has(state) ? 'CA' : 'US'
