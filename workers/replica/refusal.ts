import type * as Y from "yjs";
import type { DocId } from "#domain/id.ts";
import { sameValue, type Change } from "#domain/record/change.ts";
import { contentCode } from "./content-code.ts";
import type { Outbox, PendingTx } from "./outbox.ts";

/** Documents that must be written anew together: those given and those of every pending transaction that shares one with them. */
export const closure = (outbox: Outbox, docs: Iterable<DocId>): ReadonlySet<DocId> => {
  const found = new Set<DocId>();
  const open = [...docs];
  for (let doc = open.pop(); doc !== undefined; doc = open.pop()) {
    if (found.has(doc)) continue;
    found.add(doc);
    for (const tx of outbox.ofDoc(doc)) {
      if (tx.progress.is === "durable") continue;
      for (const part of tx.docs) open.push(part.doc);
    }
  }
  return found;
};

/** Whether the relay still owes an answer that may change what the documents stand on. */
export const awaitsAnswers = (outbox: Outbox, docs: Iterable<DocId>): boolean => {
  for (const doc of docs) for (const tx of outbox.ofDoc(doc)) if (tx.progress.is === "sent" || tx.progress.is === "unknown") return true;
  return false;
};

/** What refused changes had made of paths, so that later changes are told what really stood before them. */
export const effectOf = (refused: readonly { readonly doc: DocId; readonly changes: readonly Change[] }[]) => {
  const effects = new Map<string, Change>();
  for (const { doc, changes } of refused) {
    for (const change of changes) {
      const first = effects.get(`${doc} ${change.path}`);
      effects.set(`${doc} ${change.path}`, first ? { ...change, from: first.from } : change);
    }
  }
  return (doc: DocId, change: Change): Change => {
    const effect = effects.get(`${doc} ${change.path}`);
    return effect && sameValue(change.from, effect.to) ? { ...change, from: effect.from } : change;
  };
};

/** Plain text of the proses that a transaction wrote, whole, as they stand in the loaded document. */
export const proseOfTx = (tx: PendingTx, cached: (doc: DocId) => Y.Doc | undefined): string | null => {
  const texts = tx.docs.flatMap((part) => {
    const names = part.changes.filter(({ path }) => path.startsWith("prose/")).map(({ path }) => path.slice(6));
    const doc = cached(part.doc);
    if (!doc) return names.map((name) => part.texts?.[name] ?? "");
    const { proseOf, proseText } = contentCode();
    return names.map((name) => proseText(proseOf(doc, name)));
  });
  return texts.length === 0 ? null : texts.join("\n\n");
};
