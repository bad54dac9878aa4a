import { readFile, stat, writeFile } from "node:fs/promises";
import { fail } from "./exit.ts";

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "this is a folder",
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "the system does not allow it",
  EPERM: "the system does not allow it",
  EROFS: "the disk cannot be written",
  ENOSPC: "the disk is full",
};

const whyOf = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return WHY[code] ?? (code || String(error));
};

const unreadable = (path: string, why: string): never => fail("usage", `${path} cannot be read: ${why}.`);

/** Size of a file, in bytes. Fails on what is not a file. */
export const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch((error: unknown) => unreadable(path, whyOf(error)));
  return found.isDirectory() ? unreadable(path, "this is a folder") : found.size;
};

export const readBytes = (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  readFile(path).then((bytes) => new Uint8Array(bytes), (error: unknown) => unreadable(path, whyOf(error)));

export const writeTo = (path: string, content: string | Uint8Array): Promise<void> =>
  writeFile(path, content).catch((error: unknown) => fail("usage", `${path} cannot be written: ${whyOf(error)}.`));
