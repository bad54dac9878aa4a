import { createContext, createEffect, createMemo, createSignal, on, onCleanup, useContext, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { isCovered } from "#domain/approval/content.ts";
import { lockOf, stateOf } from "#domain/approval/run.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { docId, kindOf, type RecordId } from "#domain/id.ts";
import type { Denied } from "#domain/policy/write.ts";
import { sameValue, type Values } from "#domain/record/change.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { EntityWords } from "#domain/schema/words.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createPresence, type Presence } from "#client/presence/presence.ts";
import { createRowView } from "#client/replica/live.ts";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";
import { changedPaths, rowPaths, shownAt } from "#client/replica/row-paths.ts";

/** One open record: its row as it stands, and the way to change it. */
export interface RecordModel {
  readonly id: RecordId;
  readonly entity: Entity;
  /** Null when it is not there (any more), undefined before it is known. */
  readonly row: Accessor<Row | null | undefined>;
  readonly words: Accessor<EntityWords>;
  /** Why this person may not change the record; null when they may. */
  readonly denied: Accessor<Denied | null>;
  /** The same of one field, which may lie in a part of the record with a right of its own. */
  readonly deniedIn: (field: string) => Denied | null;
  /** The same of one path: its content may be locked by an approval. */
  readonly deniedAt: (path: string) => Denied | null;
  /** Whether the person may give the record to others. */
  readonly mayGive: Accessor<boolean>;
  readonly presence: Presence;
  /** Counts changes by others of one part of the page. */
  readonly glowOf: (place: string) => number;
  /** Whether a part of the page has changed since this person last looked. */
  readonly isNews: (place: string) => boolean;
  /** Makes a change that can be taken back. Answers what is wrong with it, null when it stands. */
  readonly write: (label: string, values: Values) => Promise<EditProblem | null>;
}

const isPlain = ({ fields }: Entity, name: string): boolean => {
  const field = fields[name];
  return field !== undefined && !field.fixed && !field.facet && !field.relay && field.kind !== "mark" && name !== "owner";
};

export const createRecordModel = (id: RecordId): RecordModel => {
  const replica = useReplica();
  const { locale } = useI18n();
  const entity = entityOf(kindOf(id));
  const row = createRowView(replica.api, () => id);
  const presence = createPresence(() => docId(id));
  const [denials, setDenials] = createSignal<ReadonlyMap<string | null, Denied | null>>(new Map());
  const [mayGive, setMayGive] = createSignal(false);
  const [glows, setGlows] = createStore<Record<string, number>>({});
  const [news, setNews] = createSignal<ReadonlySet<string> | null>(null);
  const mine = new Map<string, FieldValue>();
  const paths = createMemo(() => {
    const present = row();
    return present ? rowPaths(entity, present) : null;
  });

  createEffect(
    on(paths, (after, before) => {
      if (!after || !before) return;
      for (const [path, value] of changedPaths(before, after)) {
        const own = mine.get(path);
        mine.delete(path);
        if (own !== undefined && sameValue(own, value)) continue;
        setGlows(shownAt(path), (count = 0) => count + 1);
      }
    }),
  );

  createEffect(
    on(row, (present) => {
      if (!present) return;
      if (news() === null) setNews(replica.looked.since(present));
      replica.looked.look(present);
    }),
  );

  const facetOf = (field: string): string | null => entity.fields[field]?.facet ?? null;
  /* One field stands for each document: within one, all other reasons lie in the definition, and in what an approval locks. */
  const asked = new Map(Object.keys(entity.fields).map((field) => [facetOf(field), field] as const)).set(null, entity.title);
  const lock = createMemo(() => {
    const present = row();
    return present ? lockOf(present) : null;
  });
  /** A field that no approval locks, so that what is denied of it is denied of the whole document. */
  const openField = (): string => {
    const covers = lock()?.covers ?? [];
    const open = (name: string): boolean => !isCovered(covers, name);
    return open(entity.title) ? entity.title : (Object.keys(entity.fields).find((name) => open(name) && isPlain(entity, name)) ?? entity.title);
  };
  const locked = (path: string): Denied | null => {
    const present = row();
    const covers = lock()?.covers;
    return present && covers && isCovered(covers, path) ? { type: "Denied", reason: stateOf(present) === "running" ? "inApproval" : "approvedContent", path } : null;
  };
  const follows = entity.access.kind === "owned" ? (entity.access.follows ?? []) : [];
  const followed = follows.map((name) => createRowView(replica.api, createMemo(() => (row()?.[name] ?? null) as RecordId | null)));
  /* Who may write can turn with the owner, with sharing, with the organisation, and with any record that this one follows. */
  createEffect(
    on([row, replica.organisation, ...followed], ([present]) => {
      if (!present) return;
      let overtaken = false;
      onCleanup(() => (overtaken = true));
      const valueOf = (field: string): FieldValue => (present[field] ?? null) as FieldValue;
      const questions = [...asked].map(async ([facet, usual]) => {
        const field = facet === null ? openField() : usual;
        const verdict = await replica.api.mayWrite(id, { [field]: valueOf(field) });
        return [facet, verdict.ok ? null : verdict.error] as const;
      });
      void Promise.all(questions).then((answers) => overtaken || setDenials(new Map(answers)));
      if (entity.access.kind !== "owned") return;
      void replica.api.mayWrite(id, { owner: replica.me().id }).then((verdict) => overtaken || setMayGive(verdict.ok));
    }),
  );

  return {
    id,
    entity,
    row,
    words: () => wordsOf(locale(), entity.kind),
    denied: createMemo(() => denials().get(null) ?? null),
    deniedIn: (field) => denials().get(facetOf(field)) ?? locked(field),
    deniedAt: (path) => denials().get(null) ?? locked(path),
    mayGive,
    presence,
    glowOf: (place) => glows[place] ?? 0,
    isNews: (place) => news()?.has(place) ?? false,
    write: async (label, values) => {
      for (const [path, value] of Object.entries(values)) mine.set(path, value);
      const outcome = await replica.edit(label, [{ record: id, values }]);
      return outcome.ok ? null : outcome.error;
    },
  };
};

const RecordContext = createContext<RecordModel>();

export const RecordProvider = RecordContext.Provider;

/** The record of the page around. Throws outside of one. */
export const useRecord = (): RecordModel => {
  const record = useContext(RecordContext);
  if (!record) throw new Error("useRecord needs a RecordProvider above it");
  return record;
};

/** The present row, for parts that are only drawn while the record is there. */
export const useRow = (): Accessor<Row> => {
  const { row, id } = useRecord();
  return () => row() ?? { id };
};
