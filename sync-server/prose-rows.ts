import type { Lenses } from "#domain/policy/lens.ts";
import type { Entry } from "#domain/protocol/down/page.ts";
import { PROSE_ROOTS } from "#domain/record/fields-root.ts";
import { lensedRow } from "./lensed.ts";
import type { Storage } from "./storage/storage.ts";

const MARK = Buffer.from(PROSE_ROOTS);

/** Whether the content names a root of prose. A value with these letters counts as well, which costs only bytes. */
export const hasProse = ({ buffer, byteOffset, length }: Uint8Array): boolean => Buffer.from(buffer, byteOffset, length).includes(MARK);

/**
 * The entries with the rows of those that have prose, as their reader sees them: a row has the plain text of it, which a device has no other way to
 * than loading the document, and on a new device what loads one. All else that rows say a device reads in passing.
 */
export const withProseRows = async (storage: Pick<Storage, "documents">, entries: Entry[], lenses: Lenses): Promise<Entry[]> => {
  const wanted = entries.flatMap((entry) => ("snapshot" in entry && hasProse(entry.snapshot) ? [entry.doc] : []));
  if (wanted.length === 0) return entries;
  const stored = new Map((await storage.documents(wanted)).map((document) => [document.doc, document]));
  return entries.map((entry) => {
    const document = stored.get(entry.doc);
    return "snapshot" in entry && document?.seq === entry.seq ? { ...entry, row: lensedRow(entry.doc, document.row, lenses) } : entry;
  });
};
