import type { DocId, Key, RecordId } from "#domain/id.ts";
import { kindOf, facetOf } from "#domain/id.ts";
import { checkBase } from "./base.ts";
import { createMemoryEntrance } from "./memory-entrance.ts";
import type { Scope } from "#domain/policy/scope.ts";
import { createMemoryHistory } from "./memory-history.ts";
import {
  FIRST_DEVICE,
  FREE,
  type Commit,
  type Counters,
  type Credential,
  type Device,
  type FeedPlace,
  type FeedRange,
  type KeptAnswer,
  type Start,
  type Storage,
  type StoredDocument,
  type Token,
} from "./storage.ts";
import { toldOf, untold } from "./told.ts";

type Place = { readonly seq: number; readonly gone: boolean };

const entryOf = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
};

/** A relay's storage in memory, for simulation and tests. It outlives the relay that uses it, like a disk. */
export const createMemoryStorage = (): Storage => {
  let definitions: number | null = null;
  let counters: Counters = { head: 0, history: 0, series: {} };
  const documents = new Map<DocId, StoredDocument>();
  const places = new Map<Scope, Map<DocId, Place>>();
  const parents = new Map<RecordId, readonly RecordId[]>();
  const children = new Map<RecordId, Set<RecordId>>();
  const history = createMemoryHistory();
  const answers = new Map<Key, KeptAnswer>();
  const starts: Start[] = [];
  const numbers = new Map<string, RecordId>();
  const reserved = new Map<string, { readonly kind: string; readonly number: string; readonly device: number }>();
  const purged = new Set<RecordId>();
  const writers = new Map<DocId, Map<number, RecordId>>();
  const devices = new Map<number, Device>();
  const credentials = new Map<RecordId, Credential>();
  const tokens = new Map<string, Token>();
  const entrance = createMemoryEntrance(tokens);

  const placesIn = ({ scopes, after, upTo }: FeedRange): FeedPlace[] => {
    const found = new Map<DocId, FeedPlace>();
    for (const scope of scopes) {
      for (const [doc, place] of places.get(scope) ?? []) {
        if (place.seq <= after || place.seq > upTo) continue;
        const other = found.get(doc);
        if (!other || (other.gone && !place.gone) || (other.gone === place.gone && place.seq > other.seq)) {
          found.set(doc, { doc, seq: place.seq, gone: place.gone });
        }
      }
    }
    return [...found.values()].sort((a, b) => a.seq - b.seq);
  };

  const unlink = (child: RecordId) => {
    for (const parent of parents.get(child) ?? []) children.get(parent)?.delete(child);
    parents.delete(child);
  };

  const forgetTold = (gone: DocId) => {
    for (const kept of answers.values()) if (toldOf(kept.answer) === gone) answers.set(kept.tx, { ...kept, answer: untold(kept.answer) });
  };

  const apply = (commit: Commit) => {
    for (const { record, docs } of commit.purged) {
      purged.add(record);
      unlink(record);
      for (const doc of docs) {
        documents.delete(doc);
        writers.delete(doc);
        forgetTold(doc);
      }
    }
    for (const { scope, doc, seq } of commit.left) entryOf(places, scope, () => new Map<DocId, Place>()).set(doc, { seq, gone: true });
    for (const document of commit.documents) {
      documents.set(document.doc, document);
      for (const scope of document.scopes) {
        entryOf(places, scope, () => new Map<DocId, Place>()).set(document.doc, { seq: document.seq, gone: false });
      }
    }
    for (const { child, parents: list } of commit.links) {
      unlink(child);
      parents.set(child, list);
      for (const parent of list) entryOf(children, parent, () => new Set<RecordId>()).add(child);
    }
    history.write(commit);
    for (const answer of commit.answers) if (!answers.has(answer.tx)) answers.set(answer.tx, answer);
    for (const one of commit.reserved) reserved.set(`${one.kind}/${one.number}`, one);
    for (const { kind, number, record } of commit.numbers) {
      numbers.set(`${kind}/${number}`, record);
      reserved.delete(`${kind}/${number}`);
    }
    for (const { device, used } of commit.used) {
      const known = devices.get(device);
      if (known) devices.set(device, { ...known, used: Math.max(known.used, used) });
    }
    for (const { doc, client, person } of commit.writers) entryOf(writers, doc, () => new Map<number, RecordId>()).set(client, person);
    counters = commit.counters;
  };

  return {
    counters: async () => counters,
    documents: async (ids) => ids.flatMap((id) => documents.get(id) ?? []),
    contents: async (ids) => ids.flatMap((id) => documents.get(id) ?? []),
    ofKind: async (kind) => [...documents.values()].filter(({ doc }) => kindOf(doc) === kind && facetOf(doc) === null),
    childrenOf: async (parent) => [...(children.get(parent) ?? [])].sort(),
    feed: async (range, limit) => placesIn(range).slice(0, limit),
    countFeed: async (range) => placesIn(range).filter((place) => !place.gone).length,
    answers: async (ids) => ids.flatMap((id) => answers.get(id) ?? []),
    dropAnswers: async (which, before) => {
      for (const { tx, device, at } of answers.values()) {
        const named = which === "all" || (which.device === device && (which.below === null || tx < which.below));
        if (named && at < before) answers.delete(tx);
      }
    },
    starts: async () => [...starts],
    addStart: async (start) => void starts.push(start),
    holderOf: async (kind, number) => numbers.get(`${kind}/${number}`) ?? null,
    reservationOf: async (kind, number) => reserved.get(`${kind}/${number}`)?.device ?? null,
    reservedFor: async (kind, device) => [...reserved.values()].filter((one) => one.kind === kind && one.device === device).map(({ number }) => number).sort(),
    giveBack: async (device) => {
      for (const [key, one] of reserved) if (one.device === device) reserved.set(key, { ...one, device: FREE });
    },
    reproject: async (wanted, rowOf) => {
      if (definitions === wanted) return 0;
      const rows = [...documents.values()].map((document) => ({ ...document, row: rowOf(document) }));
      const changed = rows.filter(({ doc, row }) => JSON.stringify(row) !== JSON.stringify(documents.get(doc)?.row));
      for (const document of changed) documents.set(document.doc, document);
      definitions = wanted;
      return changed.length;
    },
    isPurged: async (record) => purged.has(record),
    history: history.ofDocs,
    log: history.log,
    links: history.links,
    changedSince: history.changedSince,
    since: history.since,
    writers: async (doc) => new Map(writers.get(doc)),
    commit: async (commit) => {
      checkBase(counters, commit.base);
      apply(commit);
    },
    addDevice: async (keyHash, person) => {
      const device: Device = { device: FIRST_DEVICE + devices.size, keyHash, person, used: 0, granted: [], complete: [] };
      devices.set(device.device, device);
      return device;
    },
    device: async (device) => devices.get(device) ?? null,
    saveDevice: async (change) => {
      const known = devices.get(change.device);
      if (known) devices.set(change.device, { ...known, ...change });
    },
    credential: async (user) => credentials.get(user) ?? null,
    saveCredential: async (credential) => void credentials.set(credential.user, credential),
    addToken: async (token) => void tokens.set(token.hash, token),
    token: async (hash) => tokens.get(hash) ?? null,
    takeToken: async (hash) => {
      const token = tokens.get(hash) ?? null;
      tokens.delete(hash);
      return token;
    },
    dropTokens: async (user, except) => {
      for (const token of tokens.values()) if (token.user === user && (except === null || token.session !== except)) tokens.delete(token.hash);
      entrance.dropSessionsOf(user, except);
    },
    dropInvitations: async (user) => {
      for (const token of tokens.values()) if (token.user === user && token.kind === "invitation") tokens.delete(token.hash);
    },
    invitations: async (now) =>
      new Map([...tokens.values()].flatMap(({ kind, user, expires }) => (kind === "invitation" && expires > now ? [[user, expires] as const] : []))),
    dropExpired: async (now) => {
      for (const token of tokens.values()) if (token.expires <= now) tokens.delete(token.hash);
      entrance.dropExpired(now);
    },
    entrance: entrance.storage,
    close: async () => undefined,
  };
};
