import * as Y from "yjs";

/** Where a struct belongs: a root, the key in its map if it is one, and how deeply it is nested. */
export interface Place {
  readonly root: string;
  readonly key: string | null;
  readonly depth: number;
  /** Names the chain of items that it is one of: a list, or one key of a map. */
  readonly chain: string;
  /** The list or map, when the relay has it already, and the key. */
  readonly type: Y.AbstractType<unknown> | null;
  readonly sub: string | null;
  /** Whether it is a text: its content is characters and formats. */
  readonly text: boolean;
}

/** `lost`: it hangs on something that has been garbage-collected, so it has no effect on any content. */
export type Found = Place | "lost" | null;

export type Struct = Y.Item | Y.GC | Y.Skip;

/** The structs of one update by client, in order of clock. */
export type ByClient = ReadonlyMap<number, readonly Struct[]>;

/** The struct among those of one client that takes up `clock`. */
export const findIn = (structs: readonly Struct[], clock: number): Struct | null => {
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (!struct) return null;
    if (clock < struct.id.clock) high = middle - 1;
    else if (clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return null;
};

const nameOf = (id: Y.ID): string => `${id.client}:${id.clock}`;
const chainOf = (list: string, sub: string | null): string => (sub === null ? list : `${list}\n${sub}`);

const rootName = (doc: Y.Doc, type: Y.AbstractType<unknown>): string | null => {
  for (const [name, root] of doc.share) if (root === type) return name;
  return null;
};

const rootOf = (doc: Y.Doc, name: string): Y.AbstractType<unknown> | null => (doc.share.get(name) as unknown as Y.AbstractType<unknown> | undefined) ?? null;

/** The place of an item that the relay holds. */
export const placeOfStored = (doc: Y.Doc, item: Y.Item): Found => {
  let type = item.parent as Y.AbstractType<unknown> | null;
  let depth = 0;
  while (type?.parent) {
    depth += 1;
    type = type.parent as Y.AbstractType<unknown>;
  }
  const root = type ? rootName(doc, type) : null;
  if (root === null) return "lost";
  const parent = item.parent as Y.AbstractType<unknown>;
  const sub = item.parentSub;
  const { _item: container } = parent;
  const chain = chainOf(container ? nameOf(container.id) : root, sub);
  return { root, key: depth === 0 ? sub : null, depth, chain, type: parent, sub, text: parent instanceof Y.Text };
};

export interface Places {
  /** The place of a struct of the update. */
  readonly placeOf: (item: Y.Item) => Found;
  /** The struct with this id, of the relay or of the update. */
  readonly at: (id: Y.ID) => Struct | null;
  readonly isStored: (item: Y.Item) => boolean;
}

/**
 * Tells the place of structs that are not applied yet. Yjs sends a parent only with the first item of a type or key; the others
 * name a neighbour. Null: the neighbour is unknown here, or the neighbours contradict each other.
 */
export const createPlaces = (doc: Y.Doc, update: ByClient): Places => {
  const known = new Map<Struct, Found>();
  const resolving = new Set<Struct>();

  const at = (id: Y.ID): Struct | null => {
    const stored = doc.store.clients.get(id.client);
    const last = stored?.[stored.length - 1];
    if (stored && last && id.clock < last.id.clock + last.length) return findIn(stored as Struct[], id.clock);
    return findIn(update.get(id.client) ?? [], id.clock);
  };

  const neighbour = (id: Y.ID): Found => {
    const struct = at(id);
    if (!struct) return null;
    if (!(struct instanceof Y.Item)) return "lost";
    return isStored(struct) ? placeOfStored(doc, struct) : placeOf(struct);
  };

  const isStored = (item: Y.Item): boolean => item.parent instanceof Y.AbstractType;

  const inside = (id: Y.ID, key: string | null): Found => {
    const container = at(id);
    if (!container) return null;
    if (!(container instanceof Y.Item) || !(container.content instanceof Y.ContentType)) return "lost";
    const outer = isStored(container) ? placeOfStored(doc, container) : placeOf(container);
    if (outer === null || outer === "lost") return outer;
    const { type } = container.content;
    return {
      root: outer.root,
      key: outer.root === "fields" ? key : null,
      depth: outer.depth + 1,
      chain: chainOf(nameOf(id), key),
      type: isStored(container) ? (type as Y.AbstractType<unknown>) : null,
      sub: key,
      text: type instanceof Y.Text,
    };
  };

  const resolve = (item: Y.Item): Found => {
    const parent = item.parent as unknown;
    if (typeof parent === "string") {
      const sub = item.parentSub;
      return { root: parent, key: sub, depth: 0, chain: chainOf(parent, sub), type: rootOf(doc, parent), sub, text: false };
    }
    if (parent instanceof Y.ID) return inside(parent, item.parentSub);
    const left = item.origin ? neighbour(item.origin) : undefined;
    const right = item.rightOrigin ? neighbour(item.rightOrigin) : undefined;
    if (left === null || right === null) return null;
    if (left === "lost" || right === "lost") return "lost";
    if (left && right && left.chain !== right.chain) return null;
    return left ?? right ?? null;
  };

  /** The place of a struct of the update. */
  const placeOf = (item: Y.Item): Found => {
    const before = known.get(item);
    if (before !== undefined) return before;
    if (resolving.has(item)) return null;
    resolving.add(item);
    const place = resolve(item);
    resolving.delete(item);
    known.set(item, place);
    return place;
  };

  return { placeOf, at, isStored };
};
