/** Words of which names of people, companies and streets are made. All of them are invented combinations. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const FIRST_NAMES = words(`
  Ada Albert Alma Amos Anna Arthur Beatrice Carl Clara Conrad Cora Daniel Dora Edgar Edith Elena Elias Emma Ernest Esther Eva Felix Flora Frank
  Grace Greta Harold Hazel Helen Henry Hugo Ida Irene Isaac Ivy Jacob Jane Joan Joel Jonas Julia Karl Laura Leo Lena Louis Lucy Mabel Marcus Maria
  Martha Martin Maud Miles Nell Nina Noah Nora Olga Oscar Otis Paul Pearl Peter Rosa Ruth Samuel Sara Simon Stella Theo Thomas Vera Victor Walter Wanda`)

export const LAST_NAMES = words(`
  Abbott Acker Alden Baker Barlow Becker Birch Bowen Brandt Carver Chase Clement Cooper Cray Dalton Denham Draper Eaton Ellis Farrow Fenn Fisher
  Fowler Garner Gibbs Glover Grady Hadley Harper Hobart Holm Ingram Jarvis Keller Kemp Lambert Larkin Lowell Marsh Mercer Morrow Nash Norwood Oakes
  Paxton Perry Porter Quill Ramsey Reeve Rowan Sadler Sawyer Selby Shaw Sutton Tanner Thorne Tucker Turner Vance Wade Walsh Warner Weaver Whitlock York`)

export const COMPANY_WORDS = words(`
  Anchor Beacon Bridge Canyon Cedar Compass Copper Crescent Delta Eagle Falcon Granite Harbor Heron Juniper Keystone Lantern Maple Meridian Mill
  Monument Orchard Osprey Pioneer Prairie Quarry Redwood River Saddle Sierra Silver Spruce Summit Timber Valley Willow`)

export const COMPANY_KINDS = words('Bakery Books Builders Cafe Catering Clinic Dental Electric Foods Garage Hardware Landscaping Legal Logistics Machining Optical Partners Pharmacy Plumbing Printing Roofing Supply Travel Veterinary')

/** Streets that most towns have. */
export const STREET_NAMES = words(`
  ADAMS ASPEN CENTRAL CHERRY CHESTNUT CHURCH COLLEGE DOGWOOD FRANKLIN HICKORY HIGHLAND JACKSON JEFFERSON JUNIPER LAUREL LIBERTY LINCOLN LOCUST
  MADISON MAGNOLIA MARKET MONROE POPLAR PROSPECT RAILROAD SCHOOL SPRUCE SUMMIT SYCAMORE WALNUT WASHINGTON WILLOW`)

export const STREET_SUFFIXES = words('ST AVE RD DR LN CT')

/** Main towns of places in the plan's area codes that have no rate centers; states of the United States with their ZIP. */
export const OVERSEAS_TOWNS: Readonly<Record<string, { readonly city: string, readonly zip?: string }>> = {
  AG: { city: 'ST JOHNS' }, AI: { city: 'THE VALLEY' }, BB: { city: 'BRIDGETOWN' }, BM: { city: 'HAMILTON' }, BS: { city: 'NASSAU' },
  DM: { city: 'ROSEAU' }, DO: { city: 'SANTO DOMINGO' }, GD: { city: 'ST GEORGES' }, JM: { city: 'KINGSTON' }, KN: { city: 'BASSETERRE' },
  KY: { city: 'GEORGE TOWN' }, LC: { city: 'CASTRIES' }, MS: { city: 'BRADES' }, SX: { city: 'PHILIPSBURG' }, TC: { city: 'COCKBURN TOWN' },
  TT: { city: 'PORT OF SPAIN' }, VC: { city: 'KINGSTOWN' }, VG: { city: 'ROAD TOWN' },
  MP: { city: 'SAIPAN', zip: '96950' }, GU: { city: 'HAGATNA', zip: '96910' }, AS: { city: 'PAGO PAGO', zip: '96799' },
}

/** With what postal codes of each Canadian province begin. */
export const POSTAL_LETTERS: Readonly<Record<string, string>> = {
  NL: 'A', NS: 'B', PE: 'C', NB: 'E', QC: 'H', ON: 'M', MB: 'R', SK: 'S', AB: 'T', BC: 'V', NT: 'X', NU: 'X', YT: 'Y',
}
