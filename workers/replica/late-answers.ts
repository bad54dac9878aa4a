import type { ReplicaApi } from "#workers/replica/api.ts";
import { err } from "#domain/result.ts";
import { findContentCode } from "./content-code.ts";
import type { Core } from "./core.ts";
import type { Lives } from "./live.ts";
import type { Questions } from "./questions.ts";

/** Answers whose code comes with that of changes; where it does not come, nothing is known. */
export const createLateAnswers = (core: Core, lives: Lives, questions: Questions): Pick<ReplicaApi, "why" | "effectOf" | "writersOf" | "subjectOf" | "collisions" | "similar"> => ({
  why: async (who, record) => (await findContentCode())?.whyOn(core, who, record) ?? null,
  effectOf: async (edits) => (await findContentCode())?.effectOn(core, questions, edits) ?? err({ type: "Offline" }),
  writersOf: async (record) => (await findContentCode())?.writersOn(core, record) ?? [],
  subjectOf: async (request) => (await findContentCode())?.subjectOn(core, request) ?? null,
  collisions: async (kind, text) => (await findContentCode())?.collisionsOf(core.deps.http, kind, text) ?? err({ type: "Offline" }),
  similar: async (kind, field, text, limit) => {
    const code = await findContentCode();
    return code ? lives.similar(code.createSimilar, kind, field, text, limit) : [];
  },
});
