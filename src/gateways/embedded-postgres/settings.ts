import { CLUSTER_NAME } from './processes.ts'

/** The role that owns everything, and the database it works in. */
export const ROLE = 'numberplane'
export const DATABASE = 'numberplane'

/**
 * What the server is started with. Settings are given on the command line and not in the data
 * folder's `postgresql.conf`, so that a new release of Numberplane brings its own.
 */
export function serverSettings(port: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: CLUSTER_NAME,
    // Nothing that was answered is ever lost; said here so that nobody's postgresql.conf weakens it.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // A laptop with two cores and a few gigabytes.
    max_connections: '100',
    shared_buffers: '128MB',
    effective_cache_size: '1GB',
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    // In the data folder: /dev/shm is 64 MB in many containers, is emptied by systemd when a user
    // logs out, and keeps files of killed servers.
    dynamic_shared_memory_type: 'mmap',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_checkpoints: 'off',
    logging_collector: 'off',
    log_destination: 'stderr',
  }
}
