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

/** Provinces and territories of Canada, by the names that the area code report gives them. */
const provinces: Readonly<Record<string, string>> = {
  ALBERTA: 'AB', 'BRITISH COLUMBIA': 'BC', MANITOBA: 'MB', 'NEW BRUNSWICK': 'NB', NEWFOUNDLAND: 'NL', 'NEWFOUNDLAND AND LABRADOR': 'NL', 'NOVA SCOTIA': 'NS',
  'NORTHWEST TERRITORIES': 'NT', NUNAVUT: 'NU', ONTARIO: 'ON', 'PRINCE EDWARD ISLAND': 'PE', QUEBEC: 'QC', SASKATCHEWAN: 'SK', YUKON: 'YT', 'YUKON TERRITORY': 'YT',
}
const PROVINCES: ReadonlySet<string> = new Set(Object.values(provinces))

/** The two letters of a state, territory or province, given so or by its name; undefined for a country and the like. */
export function stateOf(location: string): string | undefined {
  const name = location.trim().toUpperCase()
  return /^[A-Z]{2}$/.test(name) ? name : provinces[name]
}

/** The country that a two-letter state, territory or province lies in. */
export const countryOfState = (state: string): 'CA' | 'US' => PROVINCES.has(state) ? 'CA' : 'US'
