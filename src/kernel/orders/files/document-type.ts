/** What a document attached to an order can be. */
export const DOCUMENT_TYPES = ['LOA', 'INVOICE', 'CSR', 'OTHER'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

/** What somebody said of a document. */
export interface Metadata {
  readonly documentName: string
  readonly documentType: DocumentType
}

/** The type that a text names, whatever its case. */
export const documentTypeOf = (text: string): DocumentType | undefined => DOCUMENT_TYPES.find((type) => type === text.trim().toUpperCase())
