import type { DocId } from "#domain/id.ts";
import type { StoredContent, StoredDocument, StoredRow } from "./storage.ts";

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

export type ContentLine = Pick<DocumentLine, "doc" | "seq" | "snapshot" | "scopes">;

export const CONTENT_COLUMNS = "doc, seq, snapshot, scopes";

/** Texts of scopes whose lists are kept: thousands of documents have the same. */
const KEPT_SCOPES = 2_000;
const scopesOfText = new Map<string, StoredContent["scopes"]>();

const scopesIn = (text: string): StoredContent["scopes"] => {
  let scopes = scopesOfText.get(text);
  if (!scopes) {
    if (scopesOfText.size >= KEPT_SCOPES) scopesOfText.clear();
    scopesOfText.set(text, (scopes = JSON.parse(text) as StoredContent["scopes"]));
  }
  return scopes;
};

export const contentIn = ({ doc, seq, snapshot, scopes }: ContentLine): StoredContent => ({
  doc: doc as DocId,
  seq,
  snapshot: new Uint8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength),
  scopes: scopesIn(scopes),
});

export type RowLine = Pick<DocumentLine, "doc" | "row" | "scopes">;

export const ROW_COLUMNS = "doc, row, scopes";

export const rowIn = ({ doc, row, scopes }: RowLine): StoredRow => ({ doc: doc as DocId, row: JSON.parse(row) as StoredRow["row"], scopes: scopesIn(scopes) });

export const documentLine = ({ doc, seq, snapshot, row, scopes, clocks }: StoredDocument): DocumentLine => ({
  doc,
  seq,
  snapshot,
  row: JSON.stringify(row),
  scopes: JSON.stringify(scopes),
  clocks: JSON.stringify(clocks),
});
