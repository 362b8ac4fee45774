import { defineErrors } from '../../../kernel/errors/catalogue.ts'

/** Texts of 12103 and 13629 are the documented ones. */
export const applicationErrors = defineErrors('applications', {
  tooLong: { code: 1011, status: 400, text: '{field} has more than {most} characters' },
  tooShort: { code: 1012, status: 400, text: '{field} has less than {least} characters' },
  noAssociation: { code: 12103, status: 400, text: 'Current {accountId} Account have no Catapult association' },
  inUse: { code: 12107, status: 400, text: 'The application is used by locations: {locations}' },
  credentialsWithoutUser: { code: 12800, status: 400, text: 'CallbackCreds need a UserId' },
  serviceTypeUnknown: { code: 12801, status: 400, text: "ServiceType '{type}' is not one of Messaging-V2, Voice-V2" },
  urlMissing: { code: 12802, status: 400, text: '{element} is required' },
  urlMalformed: { code: 12803, status: 400, text: "'{url}' is not an http or https address" },
  nameMissing: { code: 12806, status: 400, text: 'AppName is required' },
  urlsDiffer: { code: 12960, status: 400, text: 'CallbackUrl and MsgCallbackUrl differ; use MsgCallbackUrl' },
  methodUnknown: { code: 12961, status: 400, text: "{element} '{method}' is not one of GET, POST" },
  elementRefused: { code: 12962, status: 400, text: '{element} cannot be given for ServiceType {type}' },
  statusMethodAlone: { code: 12963, status: 400, text: 'CallStatusMethod needs a CallStatusCallbackUrl' },
  serviceTypeFixed: { code: 12964, status: 400, text: 'The ServiceType of an application cannot be changed' },
  passwordMissing: { code: 12976, status: 400, text: 'CallbackCreds with a UserId need a Password' },
  unknown: { code: 13629, status: 404, text: "Application with id '{applicationId}' not found" },
  unknownHere: { code: 13629, status: 400, text: "Application with id '{applicationId}' not found" },
  typeUnfit: { code: 13648, status: 400, text: "An application of ServiceType '{type}' cannot be used for {use}" },
})
