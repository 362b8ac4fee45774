export { createIndustry, type Industry } from './industry.ts'
