import type { DocId } from "#domain/id.ts";
import type { StoredDocument } from "./storage.ts";

/** A document as a database's columns hold it: what is no number and no update is the text of its JSON. */
export interface DocumentLine {
  readonly doc: string;
  readonly seq: number;
  readonly snapshot: Uint8Array;
  readonly row: string;
  readonly scopes: string;
  readonly clocks: string;
}

export const DOCUMENT_COLUMNS = "doc, seq, snapshot, row, scopes, clocks";

export const documentIn = ({ doc, seq, snapshot, row, scopes, clocks }: DocumentLine): StoredDocument => ({
  doc: doc as DocId,
  seq,
  snapshot: new Uint8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength),
  row: JSON.parse(row) as StoredDocument["row"],
  scopes: JSON.parse(scopes) as StoredDocument["scopes"],
  clocks: JSON.parse(clocks) as StoredDocument["clocks"],
});

export const documentLine = ({ doc, seq, snapshot, row, scopes, clocks }: StoredDocument): DocumentLine => ({
  doc,
  seq,
  snapshot,
  row: JSON.stringify(row),
  scopes: JSON.stringify(scopes),
  clocks: JSON.stringify(clocks),
});
