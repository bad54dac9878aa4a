import { unpackSegment } from "#workers/replica/segments.ts";
import { TABLES, type ReplicaStorage, type SegmentRows } from "#workers/replica/storage/storage.ts";

/** Where a text stands in anything that a device has stored, bytes of documents included: `<table> <key>`. */
export const storedHere = async (storage: ReplicaStorage, sought: string): Promise<readonly string[]> => {
  const hits: string[] = [];
  for (const table of TABLES) {
    for (const [at, value] of await storage.entries(table)) {
      const text = JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? Buffer.from(part).toString("latin1") : part));
      // Keys, days and amounts are packed: what a pack says counts like its bytes.
      const packed = table === "rows" ? JSON.stringify(unpackSegment(value as SegmentRows)) : "";
      if (text.includes(sought) || packed.includes(sought)) hits.push(`${table} ${at}`);
    }
  }
  return hits;
};
