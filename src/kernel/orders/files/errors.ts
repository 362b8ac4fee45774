import { defineErrors } from '../../errors/catalogue.ts'
import { DOCUMENT_TYPES } from './document-type.ts'

/** What can be wrong with a document for an order. 7639 and 7800 are documented by number and meaning. */
export const fileErrors = defineErrors('order-files', {
  typeUnknown: { code: 400, status: 400, text: "Files of type '{type}' are not accepted; send one of {types}." },
  contentUnknown: { code: 400, status: 400, text: 'The content is none of {types}.' },
  contentDiffers: { code: 400, status: 400, text: 'The content is not {type}.' },
  tooMany: { code: 400, status: 400, text: 'The order has {most} files, which is as many as one can have.' },
  documentTypeUnknown: { code: 7639, status: 400, text: `DocumentType '{value}' is none of ${DOCUMENT_TYPES.join(', ')}` },
  documentNameMissing: { code: 400, status: 400, text: 'DocumentName is required' },
  documentNameTooLong: { code: 7800, status: 400, text: 'DocumentName has more than {most} characters' },
  unknown: { code: 404, status: 404, text: 'The file does not exist' },
  noMetadata: { code: 404, status: 404, text: 'The file has no metadata' },
})
