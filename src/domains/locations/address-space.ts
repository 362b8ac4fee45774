import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { db } from './db.ts'

/** Held by whoever adds addresses, so that looking whether they are free and taking them is one step. */
const ADDRESS_SPACE_LOCK = 7_201_904

/** An address or subnet that somebody wants, as PostgreSQL reads a `cidr`. */
export interface WantedNetwork {
  readonly network: string
  readonly port?: number
}

/** A wanted network, by its place in the list, that overlaps what is in use. */
export interface Collision {
  readonly index: number
  /** How many addresses and subnets in use it overlaps. */
  readonly overlaps: number
  /** Whether one of them is exactly the same, and whether one is that with the same port. */
  readonly same: boolean
  readonly samePort: boolean
}

/** Lets nobody else take addresses until the transaction ends. */
export async function holdAddressSpace(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ADDRESS_SPACE_LOCK})`.execute(tx)
}

/**
 * The first wanted termination host that overlaps anything: a termination host of another peer, whoever has it, or an
 * SMPP host, for such addresses are shared by nobody. Source: PUT sippeers, POST smpp/hosts.
 */
export function terminationCollision(tx: Tx, peerId: number, wanted: readonly WantedNetwork[]): Promise<Collision | undefined> {
  return firstCollision(tx, wanted, sql`
    select t.network, t.port from termination_host t where t.network && wanted.network and t.peer_id <> ${peerId}
    union all select s.network, null from smpp_host s where s.network && wanted.network`)
}

/** The first wanted SMPP host that overlaps a termination host, whoever has it, or another account's SMPP host. */
export function smppCollision(tx: Tx, accountId: number, wanted: readonly WantedNetwork[]): Promise<Collision | undefined> {
  return firstCollision(tx, wanted, sql`
    select t.network, t.port from termination_host t where t.network && wanted.network
    union all select s.network, null from smpp_host s where s.network && wanted.network and s.account_id <> ${accountId}`)
}

async function firstCollision(tx: Tx, wanted: readonly WantedNetwork[], others: ReturnType<typeof sql>): Promise<Collision | undefined> {
  const result = await sql<Collision>`
    select wanted.position::int - 1 as index, count(*)::int as overlaps, bool_or(other.network = wanted.network) as same,
      coalesce(bool_or(other.network = wanted.network and other.port = wanted.port), false) as "samePort"
    from unnest(${wanted.map(({ network }) => network)}::cidr[], ${wanted.map(({ port }) => port ?? null)}::int[])
      with ordinality as wanted(network, port, position)
      cross join lateral (${others}) other
    group by wanted.position order by wanted.position limit 1`.execute(db(tx))
  return result.rows[0]
}
