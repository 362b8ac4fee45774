import { defineErrors } from '../../kernel/errors/catalogue.ts'

/**
 * What can be wrong with a request about numbers that exist. Texts of 1003, 12016, 12512, 13563, 13576, 15511, 15607, 15608 and 15610
 * are the documented ones; the others are worded after the documented meanings.
 */
export const inventoryErrors = defineErrors('inventory', {
  required: { code: 1003, status: 400, text: '{field} is required' },
  dateMalformed: { code: 1007, status: 400, text: '{field} is not a date of the form YYYY-MM-DD' },
  resultsNotFound: { code: 404, status: 404, text: 'Results were not found.' },
  tooManyToMove: { code: 5095, status: 400, text: 'At most {most} telephone numbers can be moved at once; {count} were given' },
  siteUnknown: { code: 12016, status: 404, text: "Site '{siteId}' does not exist" },
  tnInvalid: { code: 12512, status: 400, text: "Telephone number '{tn}' is not valid" },
  mayNotProtect: { code: 12732, status: 400, text: "Account '{accountId}' may not protect telephone numbers" },
  numberMissing: { code: 13505, status: 400, text: 'FullNumber is required' },
  numberTwice: { code: 13511, status: 400, text: "Telephone number '{tn}' is given more than once" },
  numberMalformed: { code: 13512, status: 400, text: "Telephone number '{tn}' does not have ten digits" },
  forwardMalformed: { code: 13513, status: 400, text: "CallForward '{value}' does not have ten digits" },
  formatUnknown: { code: 13514, status: 400, text: "NumberFormat '{value}' of telephone number '{tn}' is not one of 10digit, 11digit, e164" },
  rewriteTooLong: { code: 13515, status: 400, text: "RewriteUser of telephone number '{tn}' has more than {most} characters" },
  rpidUnknown: { code: 13516, status: 400, text: "RPIDFormat '{value}' of telephone number '{tn}' is not one of 10digit, 11digit, e164" },
  numberUnknown: { code: 13517, status: 404, text: "Telephone number '{tn}' does not exist on account '{accountId}'" },
  numberToMoveUnknown: { code: 13520, status: 400, text: "Telephone number '{tn}' is not on account '{accountId}'" },
  notInService: { code: 13518, status: 409, text: "Telephone number '{tn}' is not in service" },
  notInServiceToMove: { code: 13518, status: 400, text: "Telephone number '{tn}' is not in service" },
  notOnPeer: { code: 13536, status: 409, text: "Telephone number '{tn}' is not on Sip Peer '{peerId}' of account '{accountId}' and site '{siteId}'" },
  peerUnknown: { code: 13563, status: 400, text: "Sip Peer '{peerId}' account '{accountId}' and site '{siteId}' does not exist" },
  featureMissing: { code: 13576, status: 400, text: "Account '{accountId}' has no '{feature}' product feature" },
  nameFixed: { code: 13583, status: 409, text: "CallingNameDisplay of telephone number '{tn}' is set for all numbers of its Sip Peer" },
  voiceElsewhere: { code: 13658, status: 409, text: "Telephone number '{tn}' is {attributes}: its voice owner is somebody else" },
  areaCodeInvalid: { code: 15510, status: 400, text: "The NPA '{value}' is invalid" },
  exchangeInvalid: { code: 15511, status: 400, text: "The NPA_NXX '{value}' is invalid" },
  blockInvalid: { code: 15512, status: 400, text: "The NPA_NXX_X '{value}' is invalid" },
  rateCenterInvalid: { code: 15514, status: 400, text: "The rate center '{value}' is invalid" },
  pageInvalid: { code: 15516, status: 400, text: "The page '{value}' is neither 1 nor a telephone number" },
  tooManyNumbers: { code: 15607, status: 400, text: 'The count of Telephone numbers in POST body exceeds the maximum size of {most}' },
  numbersInvalid: { code: 15608, status: 400, text: 'Input contains invalid Telephone Numbers' },
  numbersUnknown: { code: 15610, status: 400, text: 'Telephone Numbers cannot be found on accounts' },
  numbersMissing: { code: 15611, status: 400, text: 'The list of telephone numbers is empty' },
  countUnknown: { code: 15525, status: 400, text: "The feature '{value}' is not one of CNAM, LIDB" },
  serviceInvalid: { code: 15621, status: 400, text: "The service '{value}' is not one of E911, Voice, Hosted_E911" },
  serviceUnsupported: { code: 15623, status: 400, text: "Numbers cannot be listed by the service '{value}' yet" },
})
