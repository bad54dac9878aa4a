/** Everything that opens the content of documents, plans changes of it, or writes it: what needs Yjs, and what is asked about rights and the past. See `content-code.ts`. */
export { applyUpdate, mergeUpdates } from "yjs";
export * as sync from "y-protocols/sync";
export { projectStored } from "#domain/entities/project-stored.ts";
export { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
export { PROSE_IN_ROW, proseText } from "#domain/record/project-document.ts";
export { createSimilar } from "#domain/transfer/similar.ts";
export { subjectOn, writersOn } from "./asking.ts";
export { storeRestored } from "./bring-back.ts";
export { bringIn } from "./bring-in.ts";
export { forget } from "./forgetting.ts";
export { effectOn, whyOn } from "./insight.ts";
export { flowsOf, rulesOf } from "./judging.ts";
export { outboxAsFile, restoreOutboxFrom } from "./outbox-files.ts";
export { mayPlan, planEdits } from "./plan.ts";
export { rebuild } from "./rebuild.ts";
export { createRooms } from "./rooms.ts";
export { rowsThen } from "./rows-then.ts";
export { applyDiff, isWhole, writeChanges } from "./writing.ts";
