import { closeSync, existsSync, fdatasyncSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import type { Commit } from "./storage.ts";

/** Before each record: generation, length and checksum of what follows. */
const HEAD = 12;
/** Room that is taken at the beginning: what is written over need not tell the file system of new room each time. */
const ROOM = 1_048_576;

interface Kept {
  readonly generation: number;
  readonly commits: readonly Commit[];
}

/**
 * Commits as they came, on the disk, until they stand in the tables. Two files take turns: one is appended to while the commits of the other are put
 * into the tables. A record belongs to a generation, so that what is left of an older one in its file is not taken for it; a record that was not
 * written to its end ends its generation.
 */
export interface CommitLog {
  /** What the files hold of generations after `done`, in order. Asked once, before anything is appended. */
  readonly read: (done: number) => readonly Commit[];
  /** Returns once the commit survives a power cut. Where it throws nothing of it is kept. */
  readonly append: (commit: Commit) => void;
  /** Bytes of the present generation. */
  readonly size: () => number;
  /** Begins the next generation in the other file; answers which one has ended. The one before that must be in the tables. */
  readonly turn: () => number;
  /** Removes the files, whoever wrote them: everything is in the tables. The next commit makes new ones. */
  readonly erase: () => void;
}

const recordOf = (generation: number, content: Uint8Array): Buffer => {
  const record = Buffer.allocUnsafe(HEAD + content.length);
  record.writeUInt32LE(generation, 0);
  record.writeUInt32LE(content.length, 4);
  record.writeUInt32LE(crc32(content, generation), 8);
  record.set(content, HEAD);
  return record;
};

const readFile = (file: string): Kept => {
  const commits: Commit[] = [];
  if (!existsSync(file)) return { generation: 0, commits };
  const bytes = readFileSync(file);
  const generation = bytes.length >= HEAD ? bytes.readUInt32LE(0) : 0;
  for (let at = 0; at + HEAD <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + HEAD, at + HEAD + length);
    if (bytes.readUInt32LE(at) !== generation || content.length < length || crc32(content, generation) !== bytes.readUInt32LE(at + 8)) break;
    if (length > 0) commits.push(deserialize(content) as Commit);
    at += HEAD + length;
  }
  return { generation, commits };
};

/** The system may take a part of it and say so, as a disk does that has no room for all; the next call then tells why. */
const writeAll = (file: number, bytes: Uint8Array, position: number): void => {
  for (let taken = 0; taken < bytes.length; ) taken += writeSync(file, bytes, taken, bytes.length - taken, position + taken);
};

/** A file that is new is only safe once its folder is. Windows knows no such thing. */
const syncFolder = (path: string): void => {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

const openFile = (file: string): number => {
  if (existsSync(file)) return openSync(file, "r+");
  const made = openSync(file, "w+", 0o600);
  writeSync(made, Buffer.alloc(ROOM), 0, ROOM, 0);
  syncFolder(dirname(file));
  return made;
};

export const createCommitLog = (path: string): CommitLog => {
  const files = [`${path}.commits-a`, `${path}.commits-b`] as const;
  let open: readonly [number, number] | null = null;
  let generation = 1;
  let at = 0;

  const present = (): number => {
    open ??= [openFile(files[0]), openFile(files[1])];
    return open[generation % 2 === 0 ? 0 : 1];
  };

  return {
    read: (done) => {
      const kept = files.map(readFile).filter(({ generation }) => generation > done);
      kept.sort((a, b) => a.generation - b.generation);
      generation = Math.max(done, ...kept.map(({ generation }) => generation)) + 1;
      return kept.flatMap(({ commits }) => commits);
    },
    append: (commit) => {
      const record = recordOf(generation, serialize(commit));
      const file = present();
      try {
        writeAll(file, record, at);
        fdatasyncSync(file);
      } catch (error) {
        // The next one is written over it; should there be none, it must not be found.
        writeSync(file, Buffer.alloc(HEAD), 0, HEAD, at);
        throw error;
      }
      at += record.length;
    },
    size: () => at,
    turn: () => {
      const ended = generation;
      generation += 1;
      at = 0;
      return ended;
    },
    erase: () => {
      for (const file of open ?? []) closeSync(file);
      open = null;
      for (const file of files) rmSync(file, { force: true });
      at = 0;
    },
  };
};
