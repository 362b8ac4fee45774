/**
 * What an account can be given: products, each with its features, in the documented spelling and order. E911, EdgeManagement,
 * UcTrunking, SMPP, MM4 and CSR_LOOKUP are named by rules only; no documented answer shows them.
 */
export const products = {
  Termination: ['TermHttpVoice'],
  VirtualInventory: [],
  TollFree: [],
  Origination: ['CallForwarding', 'DlDa', 'CNAM', 'OrigHttpVoice'],
  MESSAGING: ['SMS', 'MMS', 'HTTP', 'HTTPV2', 'TollFree', 'SMPP', 'MM4'],
  NumberManagement: ['ORDERING', 'LNP', 'EXTERNAL_TNS', 'PROTECTED_TNS', 'TN_ASSIGNMENT', 'RESERVATION', 'LSR', 'CSR_LOOKUP'],
  E911: ['AEUI', 'PIDFLO'],
  EdgeManagement: [],
  UcTrunking: [],
} as const

export type Product = keyof typeof products
/** A feature of a product, as `Origination.CallForwarding`: names alone are not unique (TollFree). */
export type Feature = { [P in Product]: `${P}.${(typeof products)[P][number]}` }[Product]
