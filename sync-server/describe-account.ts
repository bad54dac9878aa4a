import * as Y from "yjs";
import { docId } from "#domain/id.ts";
import { WORKSPACE, workspace } from "#domain/entities/workspace/workspace.ts";
import { RELAY_CLIENT_ID } from "#domain/protocol/down/welcome.ts";
import { createDocument, fieldsOf } from "#domain/record/document.ts";
import { projectDocument } from "#domain/record/project-document.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { checkValue } from "#domain/schema/validate.ts";
import type { Relay } from "./relay.ts";
import { EMPTY_COMMIT } from "./storage/storage.ts";

/** What the operator says of the company's account. Nobody in the workspace writes it. */
export interface AccountTerms {
  readonly account?: string;
  readonly plan?: string;
  /** Day on which it ends. */
  readonly expires?: string;
}

/** Writes what differs of these terms into the company's record. Throws where one does not fit. For the start, before anybody is connected. */
export const describeAccount = async (relay: Relay, terms: AccountTerms): Promise<void> => {
  const [stored] = await relay.storage.documents([docId(WORKSPACE)]);
  if (!stored) return;
  const named = Object.entries(terms).filter(([name, value]) => stored.row[name] !== value);
  if (named.length === 0) return;
  for (const [name, value] of named) {
    const field = workspace.fields[name as keyof AccountTerms];
    const checked = checkValue(field, value, name);
    if (!checked.ok) throw new Error(`--${name} ${value}: ${checked.error.reason}`);
  }
  const doc = createDocument(docId(WORKSPACE));
  Y.applyUpdate(doc, stored.snapshot);
  doc.clientID = RELAY_CLIENT_ID;
  doc.transact(() => {
    for (const [name, value] of named) fieldsOf(doc).set(name, value);
  });
  const at = relay.clock.now();
  await relay.seed((counters) => ({
    ...EMPTY_COMMIT,
    base: counters,
    counters: { ...counters, head: counters.head + 1, history: counters.history + named.length },
    documents: [{ ...stored, seq: counters.head + 1, snapshot: Y.encodeStateAsUpdate(doc), row: projectDocument(workspace, WORKSPACE, doc, null) }],
    history: named.map(([path, value], index) => ({
      no: counters.history + index + 1,
      doc: docId(WORKSPACE),
      path,
      from: (stored.row[path] ?? null) as FieldValue,
      to: value,
      // No person did it: it is the company that has it so.
      by: WORKSPACE,
      at,
      device: 0,
      received: at,
      outcome: "kept",
    })),
  }));
};
