import type { ServerAddress } from "./address.ts";

/** How the server is tuned: a small machine that it shares with Ringback, and nothing acknowledged is ever lost. */
const defaults: Record<string, string> = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "60",
  shared_buffers: "64MB",
  huge_pages: "off",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "512MB",
  min_wal_size: "80MB",
  // PostgreSQL 18 keeps separate I/O workers by default: three more processes that a small machine does not need.
  io_method: "sync",
  max_logical_replication_workers: "0",
  autovacuum_max_workers: "2",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // A client that was killed frees its locks and its work within a second.
  client_connection_check_interval: "1s",
  // The log: a file a weekday, overwritten a week later.
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_rotation_age: "1d",
  log_rotation_size: "0",
  log_truncate_on_rotation: "on",
  log_checkpoints: "off",
  // Errors of statements go to whoever sent them. In the log they could carry a caller's name or number.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** The server's command line arguments: the defaults, `overrides` on top, and the address. */
export function settingsArguments(address: ServerAddress, overrides: Record<string, string>): string[] {
  const listening =
    address.kind === "socket"
      ? { listen_addresses: "", unix_socket_directories: address.folder, unix_socket_permissions: "0700" }
      : { listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const all = { ...defaults, ...overrides, ...listening, port: String(address.port) };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
