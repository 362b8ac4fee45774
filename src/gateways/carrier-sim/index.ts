export { createSimulatedCsrProvider } from './csr.ts'
export { createSimulatedLineSupplier } from './line-supplier.ts'
export { createIndustry, type Industry } from './industry.ts'
