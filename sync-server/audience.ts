import type { DocId, RecordId } from "#domain/id.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Connection, Session } from "./connection.ts";

/** An open connection with what its hello said. */
export interface Listener {
  readonly connection: Connection;
  readonly session: Session;
}

/** Who is connected, found by what a commit or a message names: without looking at everybody else. */
export interface Audience {
  readonly add: (listener: Listener) => void;
  readonly remove: (listener: Listener) => void;
  readonly all: () => Iterable<Listener>;
  /** Those who may read something of one of these scopes. One may come several times. */
  readonly readersOf: (scopes: readonly Scope[]) => Iterable<Listener>;
  readonly ofDevice: (device: number) => Iterable<Listener>;
  /** Those who come as `person`, or view as somebody else in their own name. */
  readonly ofPerson: (person: RecordId) => ReadonlySet<Listener>;
  readonly watching: (doc: DocId) => Iterable<Listener>;
  /** The scopes of a listener are these from now on. */
  readonly rescope: (listener: Listener, scopes: ReadonlySet<Scope>) => void;
  readonly watch: (listener: Listener, doc: DocId) => void;
  readonly unwatch: (listener: Listener, doc: DocId) => void;
}

/** Sets by key; a key without members takes no room. */
const createShelf = <Key>() => {
  const shelf = new Map<Key, Set<Listener>>();
  const nobody: ReadonlySet<Listener> = new Set();
  return {
    of: (key: Key): ReadonlySet<Listener> => shelf.get(key) ?? nobody,
    put: (key: Key, listener: Listener): void => {
      const members = shelf.get(key);
      if (members) members.add(listener);
      else shelf.set(key, new Set([listener]));
    },
    take: (key: Key, listener: Listener): void => {
      const members = shelf.get(key);
      members?.delete(listener);
      if (members?.size === 0) shelf.delete(key);
    },
  };
};

export const createAudience = (): Audience => {
  const everybody = new Set<Listener>();
  const byScope = createShelf<Scope>();
  const byDevice = createShelf<number>();
  const byPerson = createShelf<RecordId>();
  const byDoc = createShelf<DocId>();

  const comerOf = ({ person, viewer }: Session): RecordId => viewer ?? person;

  return {
    add: (listener) => {
      everybody.add(listener);
      byDevice.put(listener.session.device, listener);
      byPerson.put(comerOf(listener.session), listener);
      for (const scope of listener.session.scopes) byScope.put(scope, listener);
      for (const doc of listener.session.watching) byDoc.put(doc, listener);
    },
    remove: (listener) => {
      if (!everybody.delete(listener)) return;
      byDevice.take(listener.session.device, listener);
      byPerson.take(comerOf(listener.session), listener);
      for (const scope of listener.session.scopes) byScope.take(scope, listener);
      for (const doc of listener.session.watching) byDoc.take(doc, listener);
    },
    all: () => everybody,
    readersOf: function* (scopes) {
      for (const scope of scopes) yield* byScope.of(scope);
    },
    ofDevice: byDevice.of,
    ofPerson: byPerson.of,
    watching: byDoc.of,
    rescope: (listener, scopes) => {
      const { session } = listener;
      for (const scope of session.scopes) if (!scopes.has(scope)) byScope.take(scope, listener);
      for (const scope of scopes) if (!session.scopes.has(scope)) byScope.put(scope, listener);
      session.scopes = scopes;
    },
    watch: (listener, doc) => {
      listener.session.watching.add(doc);
      byDoc.put(doc, listener);
    },
    unwatch: (listener, doc) => {
      listener.session.watching.delete(doc);
      byDoc.take(doc, listener);
    },
  };
};
