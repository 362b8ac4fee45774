import { randomUUID } from 'node:crypto'
import type { World } from './world.ts'

export interface EndpointFacts {
  readonly identifier: string
  readonly callback?: string
  readonly callerName?: string
  readonly address?: number
  readonly group?: string
  readonly dynamicLocation?: boolean
}

/** Writes what emergency orders will write: addresses, groups, endpoints. */
export function emergencyOf({ database: { pool } }: World, account: number) {
  return {
    async address(parts: object, { type = 'E911', location }: { type?: string, location?: string } = {}): Promise<number> {
      const { rows } = await pool.query<{ id: number }>(
        `insert into stored_address (account_id, type, location_id, address, validation_status, created_at) values ($1, $2, $3, $4, 'VALID', now()) returning id`,
        [account, type, location ?? null, JSON.stringify(parts)])
      return rows[0]?.id ?? 0
    },
    async group(description: string): Promise<string> {
      const id = randomUUID()
      await pool.query('insert into emergency_notification_group (id, account_id, description, created_at) values ($1, $2, $3, now())', [id, account, description])
      return id
    },
    async endpoint({ identifier, callback, callerName, address, group, dynamicLocation = false }: EndpointFacts): Promise<void> {
      await pool.query(
        `insert into emergency_endpoint (account_id, kind, identifier, callback_number, caller_name, address_id, dynamic_location, notification_group_id, created_at)
         values ($1, 'AEUI', $2, $3, $4, $5, $6, $7, now())`, [account, identifier, callback ?? null, callerName ?? null, address ?? null, dynamicLocation, group ?? null])
    },
  }
}
