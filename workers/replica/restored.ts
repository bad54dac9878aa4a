import type { StorageProblem } from "#workers/replica/api.ts";
import type { Instant } from "#domain/clock.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import type { Welcome } from "#domain/protocol/down/welcome.ts";
import { ok, type Result } from "#domain/result.ts";
import { needContentCode } from "./content-code.ts";
import type { Core } from "./core.ts";
import type { Operation } from "./storage/storage.ts";

/** One acknowledged document that the relay no longer has as this device had it. */
export interface AsideDoc {
  readonly doc: DocId;
  readonly values: Values;
  readonly texts: Readonly<Record<string, string>>;
  /** What the person did not see of it: that it is not among the values says nothing. */
  readonly hidden?: readonly string[];
  /** Whether the relay has sent the document since: then it exists there, older. */
  readonly sent: boolean;
}

/** What this device had acknowledged after the point from which the relay was restored, kept until the feed has been read again. */
export interface Aside {
  /** When the device last stored a page of the lost feed, by its own clock. */
  readonly at: Instant;
  readonly docs: readonly AsideDoc[];
}

/** Where it is kept, in `meta`. */
export const ASIDE = "aside";

/** Keeps what is set aside as part of another write. */
export const asideOperation = (aside: Aside | null): readonly Operation[] => (aside ? [{ table: "meta", key: ASIDE, put: aside }] : []);

/** Sets acknowledged documents beyond `common` aside. What an interrupted restoring had set aside already stands. */
const setAside = async (core: Core, common: number, before: Aside | null): Promise<Aside> => {
  const { fieldsOf, loadDocument, proseOf, proseText } = await needContentCode();
  const known = new Set(before?.docs.map(({ doc }) => doc));
  const ahead = [...core.segments.docs()].filter((doc) => (core.segments.seq(doc) ?? 0) > common && !known.has(doc));
  const docs: AsideDoc[] = [];
  for (const [doc, snapshot] of await core.segments.snapshots(ahead)) {
    const loaded = loadDocument(doc, snapshot);
    const names = facetOf(doc) === null ? Object.keys(findEntity(kindOf(doc))?.prose ?? {}) : [];
    docs.push({
      doc,
      values: Object.fromEntries(fieldsOf(loaded).entries()),
      texts: Object.fromEntries(names.map((name) => [name, proseText(proseOf(loaded, name))])),
      sent: false,
      hidden: [...(core.person()?.lenses.get(kindOf(doc)) ?? [])],
    });
    loaded.destroy();
  }
  return { at: Math.max(before?.at ?? 0, core.feed().at), docs: [...(before?.docs ?? []), ...docs] };
};

/**
 * What is set aside after a greeting: when the relay was restored from a copy older than this device, what it lost is stored aside before
 * anything of it is overwritten. Null: nothing. Within `exclusive`.
 */
export const meetRelay = async (core: Core, { common, start }: Welcome): Promise<Result<Aside | null, StorageProblem>> => {
  const before = ((await core.storage.get("meta", ASIDE)) as Aside | undefined) ?? null;
  if (common >= core.feed().cursor) return ok(before);
  const aside = await setAside(core, common, before);
  const stored = await core.store({ feed: { ...core.feed(), cursor: 0, scopes: [], start }, more: asideOperation(aside) }, "strict");
  return stored.ok ? ok(aside) : stored;
};
