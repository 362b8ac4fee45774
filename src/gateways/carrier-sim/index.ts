export { createSimulatedCsrProvider } from './csr.ts'
export { createIndustry, type Industry } from './industry.ts'
