import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/**
 * What is set on a SIP peer for calls over HTTP and for messages. Texts of 13606, 13609, 13637, 13654, 13673 and 13674 are
 * the documented ones; 13637 and 13654 mean two things each.
 */
export const messagingErrors = defineErrors('messaging', {
  elementMalformed: { code: 1005, status: 400, text: "{element} '{value}' is not one of {values}" },
  proxyUnknown: { code: 1016, status: 400, text: "The proxy SIP peer '{peerId}' does not exist on the account" },
  mmsHostRepeated: { code: 13017, status: 400, text: "MM4 host '{host}' is repeated" },
  smsHostRepeated: { code: 13018, status: 400, text: "SMPP host '{host}' is repeated" },
  tooManySmsHosts: { code: 13508, status: 400, text: 'At most {most} SMPP hosts are allowed' },
  smsProtocolUnknown: { code: 13567, status: 400, text: "The messaging protocol '{protocol}' is not one of SIP, SMPP, HTTP" },
  smsPortRefused: { code: 13568, status: 400, text: 'SMPP hosts take no port' },
  smsHostUnknown: { code: 13596, status: 400, text: "SMPP host '{hostId}' does not exist on Sip Peer '{peerId}'" },
  priorityOutOfRange: { code: 13599, status: 400, text: "The priority '{priority}' is not in the range 0 to 9" },
  noMessaging: { code: 13603, status: 400, text: "Account '{accountId}' has no Messaging product" },
  noMms: { code: 13603, status: 400, text: "Account '{accountId}' has no MMS feature" },
  oneProtocol: { code: 13606, status: 400, text: 'Messaging feature may have only one protocol assigned.' },
  noSms: { code: 13607, status: 400, text: "Account '{accountId}' has no SMS feature" },
  protocolUnfit: { code: 13608, status: 400, text: 'The protocol is {protocol}, but settings of {given} are given' },
  noHttpSettings: { code: 13609, status: 400, text: "Can't create sip peer http protocol sms feature without account level http settings." },
  protocolPresent: { code: 13610, status: 400, text: 'The SIP peer has the feature already, with protocol {protocol}; change it instead' },
  smppHostsRefused: { code: 13612, status: 400, text: 'SMPP hosts cannot be given for protocol {protocol}' },
  noSmpp: { code: 13614, status: 400, text: "SMPP is off for account '{accountId}'" },
  noMm4: { code: 13616, status: 400, text: "MM4 is off for account '{accountId}'" },
  mm4HostUnknown: { code: 13618, status: 400, text: "MM4 host '{hostId}' does not exist on Sip Peer '{peerId}'" },
  mm4HostMalformed: { code: 13621, status: 400, text: "MM4 host '{host}' is neither an IPv4 address nor a domain name" },
  mmsNeedsSms: { code: 13623, status: 400, text: 'MMS needs SMS on the SIP peer' },
  mmsFirst: { code: 13624, status: 400, text: 'MMS must be removed from the SIP peer before SMS' },
  applicationMalformed: { code: 13628, status: 400, text: 'HttpMessagingV2AppId or the text REMOVE is required' },
  tooManyOriginationHosts: { code: 13631, status: 400, text: 'At most {most} MM4 origination hosts are allowed' },
  tooManyTerminationHosts: { code: 13632, status: 400, text: 'At most {most} MM4 termination hosts are allowed' },
  mm4HostTaken: { code: 13634, status: 400, text: "MM4 termination host '{host}' is already in use" },
  tlsNeedsName: { code: 13635, status: 400, text: "With TLS, host '{host}' must be a domain name" },
  a2pUnknown: { code: 13636, status: 400, text: "A2pLongCode '{value}' is not one of ON, OFF, DefaultOn, DefaultOff" },
  campaignRefused: {
    code: 13637, status: 400, text: "CampaignID shouldn't be present if all of features 'A2pLongCode', 'TollFree' and 'ShortCode' are disabled.",
  },
  smppHostTaken: { code: 13637, status: 400, text: 'Termination IP {host} overlaps with an address that is already in use' },
  classMissing: { code: 13641, status: 400, text: 'A2pMessageClass is required while A2pLongCode is on' },
  classRefused: { code: 13642, status: 400, text: 'A2pMessageClass cannot be given while A2pLongCode is off' },
  needsHttp: { code: 13645, status: 400, text: 'SMS or MMS of the SIP peer must use HTTP before an application is assigned' },
  voiceProtocolUnknown: { code: 13647, status: 400, text: "The voice protocol '{protocol}' is not one of SIP, HTTP" },
  httpSettingsRefused: { code: 13649, status: 400, text: 'HttpSettings cannot be given for protocol SIP' },
  httpFeatureMissing: { code: 13651, status: 400, text: "Account '{accountId}' has no '{feature}' feature, which HTTP needs" },
  countriesRefused: {
    code: 13654, status: 400,
    text: "The country values '[{codes}]' do not match a 3-character country code that has been approved for this account.",
  },
  countryRepeated: { code: 13657, status: 400, text: "Country '{country}' is repeated" },
  messagingNumbers: {
    code: 13673, status: 400, text: 'Can not disable SMS feature on Sip Peer because it has telephone numbers with messaging enabled.',
  },
  subnetTooLarge: { code: 13674, status: 403, text: 'Configuring subnet values larger than /20 requires Bandwidth staff intervention' },
  smsMissing: { code: 13678, status: 404, text: "Sip Peer '{peerId}' has no SMS feature" },
  mmsMissing: { code: 404, status: 404, text: "Sip Peer '{peerId}' has no MMS feature" },
})
