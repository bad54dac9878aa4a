import type { Database } from "better-sqlite3";

/**
 * Writes that need not be on the disk when they return: they survive the end of the process, and a power cut may take back the last of them, always the
 * newest first. Everything written in the usual way afterwards is durable with all that was before it.
 */
export const createRelaxed = (db: Database): (<T>(work: () => T) => T) => {
  const less = db.prepare("PRAGMA synchronous = NORMAL");
  const full = db.prepare("PRAGMA synchronous = FULL");
  return (work) => {
    less.run();
    try {
      return work();
    } finally {
      full.run();
    }
  };
};
