import type { Database } from "better-sqlite3";

/** How long the relay waits for another program that writes, in milliseconds. */
export const PATIENCE = 5_000;
/** When the database's own log is emptied again, in milliseconds. */
const AGAIN = 500;

/**
 * Empties the database's own log, which holds what was purged until then. While another program reads, or the disk fails, it cannot be emptied: it is
 * tried again, and nobody waits for it.
 */
export const createEmptying = (db: Database): (() => void) => {
  let timer: NodeJS.Timeout | null = null;
  const isEmptied = (): boolean => {
    db.pragma("busy_timeout = 0");
    try {
      return db.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) === 0;
    } catch {
      return false;
    } finally {
      db.pragma(`busy_timeout = ${PATIENCE}`);
    }
  };
  const empty = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (db.open && !isEmptied()) timer = setTimeout(empty, AGAIN).unref();
  };
  return empty;
};
