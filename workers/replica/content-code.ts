import type * as content from "./content.ts";

/**
 * Lists, boards and reports read rows; only a change or an open record needs the content of a document, and with it a third of the
 * replica's code. That part is fetched once, after the first records are shown or when it is first needed.
 */
export type ContentCode = typeof content;

let code: ContentCode | null = null;
let coming: Promise<ContentCode> | null = null;

export const needContentCode = (): Promise<ContentCode> =>
  (coming ??= import("./content.ts").then(
    (loaded) => (code = loaded),
    (error: unknown) => {
      coming = null;
      throw error;
    },
  ));

/** The same for who can say that it is not here: null offline, before it was ever fetched. */
export const findContentCode = (): Promise<ContentCode | null> => needContentCode().catch(() => null);

/** For whoever holds a loaded document: what loaded it is here. */
export const contentCode = (): ContentCode => {
  if (!code) throw new Error("no document has been loaded");
  return code;
};
