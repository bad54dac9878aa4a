/** Everything that opens the content of documents, plans changes of it, or writes it: what needs Yjs. See `content-code.ts`. */
export { applyUpdate, mergeUpdates } from "yjs";
export * as sync from "y-protocols/sync";
export { projectStored } from "#domain/entities/project-stored.ts";
export { fieldsOf, loadDocument, proseOf } from "#domain/record/document.ts";
export { PROSE_IN_ROW, proseText } from "#domain/record/project-document.ts";
export { storeRestored } from "./bring-back.ts";
export { mayPlan, planEdits } from "./plan.ts";
export { planSheaf } from "./plan-sheaf.ts";
export { rebuild } from "./rebuild.ts";
export { applyDiff, isWhole, writeChanges } from "./writing.ts";
