import { defineErrors } from '../../kernel/errors/catalogue.ts'

/**
 * Texts of 1003, 12016, 13563 and 13582 are the documented ones; the others are worded after the documented meanings.
 */
export const locationErrors = defineErrors('locations', {
  required: { code: 1003, status: 400, text: '{field} is required' },
  siteNameTaken: { code: 1015, status: 400, text: "Site '{name}' already exists" },
  siteNameTooLong: { code: 4015, status: 400, text: 'Site name can have at most 50 characters' },
  siteDescriptionTooLong: { code: 4016, status: 400, text: 'Site description can have at most 250 characters' },
  siteUnknown: { code: 12016, status: 404, text: "Site '{siteId}' does not exist" },
  tooManyTerminationHosts: { code: 12119, status: 400, text: '{given} TerminationHost elements were given; at most {most} are allowed' },
  houseNumberMissing: { code: 12536, status: 400, text: 'HouseNumber is required in an address' },
  streetNameMissing: { code: 12538, status: 400, text: 'StreetName is required in an address' },
  cityMissing: { code: 12540, status: 400, text: 'City is required in an address' },
  stateMissing: { code: 12542, status: 400, text: 'StateCode is required in an address' },
  stateMalformed: { code: 12543, status: 400, text: "StateCode '{state}' is not two letters" },
  addressTypeMissing: { code: 12554, status: 400, text: 'AddressType is required in an address' },
  addressTypeUnknown: { code: 12579, status: 400, text: "AddressType '{type}' is not one of Service, Billing" },
  trunkingTypeUnknown: { code: 12614, status: 400, text: "UcTrunkingConfiguration Type '{type}' is not one of Cloud, Seats, Premise" },
  zipMissing: { code: 12644, status: 400, text: 'Zip is required in an address' },
  zipMalformed: { code: 13103, status: 400, text: "Zip '{zip}' is not five digits" },
  peerNameMissing: { code: 13500, status: 400, text: 'PeerName is required' },
  peerNameTooLong: { code: 13501, status: 400, text: "PeerName '{name}' has more than 50 characters" },
  peerDescriptionTooLong: { code: 13503, status: 400, text: "Description '{description}' has more than 50 characters" },
  hostsAndGroups: { code: 13504, status: 400, text: 'VoiceHosts and VoiceHostGroups cannot both be given' },
  tooManyVoiceHosts: { code: 13506, status: 400, text: 'At most {most} voice hosts are allowed' },
  tooManyVoiceHostGroups: { code: 13507, status: 400, text: 'At most {most} VoiceHostGroup elements are allowed' },
  hostMalformed: { code: 13509, status: 400, text: "Host '{host}' is neither an IP address nor a domain name" },
  peerNameTaken: { code: 13524, status: 400, text: "Sip Peer name '{name}' is in use already for account '{accountId}' and site '{siteId}'" },
  portOutOfRange: { code: 13543, status: 400, text: "Port '{port}' is not in the range 0 to 65535" },
  hostRepeated: { code: 13553, status: 400, text: 'Hosts are repeated: {hosts}' },
  peerUnknown: { code: 13563, status: 400, text: "Sip Peer '{peerId}' account '{accountId}' and site '{siteId}' does not exist" },
  displayMissing: { code: 13581, status: 400, text: 'Display option is missing' },
  enforcedMissing: { code: 13582, status: 400, text: 'Enforce option is missing' },
  maskOutOfRange: { code: 13593, status: 400, text: "The mask of host '{host}' is not in the range 14 to 32" },
  terminationHostMalformed: { code: 13594, status: 400, text: "Host '{host}' is not an IP address or a subnet in CIDR form" },
  subnetBitsSet: { code: 13595, status: 400, text: "'{host}' is not the network address of its subnet; did you mean '{suggested}'?" },
})
