/** The columns of a file of numbers, as export writes them. Import needs `number` alone; docs/numbering-data.md explains each. */
export const columns = [
  'number', 'status', 'pool_account', 'account', 'site', 'peer', 'rate_center', 'state', 'tier', 'vendor', 'protected', 'external', 'imported', 'hosted',
  'country', 'type', 'services', 'aging_until', 'in_service_at', 'disconnected_at',
] as const
export type ColumnName = typeof columns[number]
