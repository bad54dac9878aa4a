import { createMemo, createSignal, type Accessor } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import { initialValues } from "#domain/record/initial.ts";
import type { Values } from "#domain/record/change.ts";
import { entityOf } from "#client/replica/seen.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { useNotice } from "#client/record/notice.ts";
import { moveInto, placesFor, type OrgMove } from "./org-move.ts";
import { orgTree, unfolded, type OrgNode } from "./org-tree.ts";

/** Something on its way to another place. */
export interface Carried {
  readonly key: string;
  readonly over: string;
  readonly by: "pointer" | "keys";
}

/** A line being named: one that is there, or a new one below it. */
export interface Naming {
  readonly key: string;
  readonly adds: "department" | "dimension" | null;
}

/** Everything the lines of the tree share. */
export interface TreeState {
  readonly nodes: Accessor<readonly OrgNode[]>;
  readonly lines: Accessor<readonly OrgNode[]>;
  readonly isFolded: (key: string) => boolean;
  readonly fold: (key: string, folded: boolean) => void;
  readonly focused: Accessor<string>;
  readonly setFocused: (key: string) => void;
  readonly carried: Accessor<Carried | null>;
  readonly pick: (key: string, by: Carried["by"]) => void;
  readonly over: (key: string | null) => void;
  readonly drop: () => void;
  readonly putBack: () => void;
  /** Carries on to the next place that takes it. */
  readonly step: (by: -1 | 1) => void;
  /** Said to those who do not see it. */
  readonly said: Accessor<string>;
  readonly naming: Accessor<Naming | null>;
  readonly name: (naming: Naming | null) => void;
  readonly keepName: (text: string | null) => Promise<void>;
  readonly move: (node: OrgNode, move: OrgMove, to: string | null) => Promise<void>;
}

const MOST = 100_000;

const useRows = (kind: string) => {
  const { api } = useReplica();
  const view = createListView(api, () => ({ kind }), () => []);
  view.show(0, MOST);
  return () => view.result()?.rows ?? [];
};

export const createTreeState = (): TreeState => {
  const replica = useReplica();
  const notice = useNotice();
  const i18n = useI18n();
  const { t, locale } = i18n;
  const [departments, users, dimensions] = [useRows("department"), useRows("user"), useRows("dimension")];
  const [folded, setFolded] = createSignal<ReadonlySet<string>>(new Set());
  const [focusKey, setFocused] = createSignal("departments");
  const [carried, setCarried] = createSignal<Carried | null>(null);
  const [naming, name] = createSignal<Naming | null>(null);
  const [said, say] = createSignal("");

  const compare = createMemo(() => new Intl.Collator(locale(), { numeric: true }).compare);
  const nodes = createMemo(() =>
    orgTree(
      { departments: departments(), users: users(), dimensions: dimensions() },
      { departments: t("org.departments"), without: t("org.without") },
      compare(),
    ),
  );
  const lines = createMemo(() => unfolded(nodes(), folded()));
  const find = (key: string): OrgNode | undefined => nodes().find((node) => node.key === key);
  const focused = (): string => (lines().some(({ key }) => key === focusKey()) ? focusKey() : (lines()[0]?.key ?? ""));

  const write = async (label: string, record: RecordId, values: Values): Promise<boolean> => {
    const outcome = await replica.edit(label, [{ record, values }]);
    if (!outcome.ok) notice(outcome.error);
    return outcome.ok;
  };
  const move: TreeState["move"] = async (node, { record, values }, to) => {
    if (!(await write(t("org.moved", { name: node.name }), record, values))) return;
    if (to !== null) say(t("org.movedTo", { name: node.name, place: to }));
  };
  const add = async (kind: "department" | "dimension", text: string, under: OrgNode | undefined): Promise<void> => {
    const tree = under && under.tree !== "departments" && under.tree !== "without" ? under.tree : null;
    const values: Values = {
      ...initialValues(entityOf(kind), {}, { me: replica.me().id, today: i18n.today() }),
      name: text,
      ...(kind === "department" && under?.type === "unit" ? { parent: under.record } : {}),
      ...(kind === "department" && tree !== null ? { dimension: tree } : {}),
    };
    await write(t("record.created", { kind: wordsOf(locale(), kind).one }), await replica.api.newId(kind), values);
  };

  const over = (key: string | null): void => {
    const now = carried();
    if (!now) return;
    const [node, target] = [find(now.key), find(key ?? now.key)];
    const takes = node && target && moveInto(node, target) !== null ? target.key : now.key;
    if (takes === now.over) return;
    setCarried({ ...now, over: takes });
    if (node && target && takes !== now.key) say(t("org.over", { name: node.name, place: target.name }));
  };
  const putBack = (): void => {
    const node = find(carried()?.key ?? "");
    setCarried(null);
    if (node) say(t("org.putBack", { name: node.name }));
  };

  return {
    nodes,
    lines,
    said,
    isFolded: (key) => folded().has(key),
    fold: (key, on) =>
      setFolded((before) => {
        const next = new Set(before);
        if (on) next.add(key);
        else next.delete(key);
        return next;
      }),
    focused,
    setFocused,
    carried,
    pick: (key, by) => {
      const node = find(key);
      if (!node || node.type === "tree") return;
      setCarried({ key, over: key, by });
      say(t("org.picked", { name: node.name }));
    },
    over,
    drop: () => {
      const now = carried();
      const [node, target] = [find(now?.key ?? ""), find(now?.over ?? "")];
      const found = node && target ? moveInto(node, target) : null;
      if (!node || !target || !found) {
        putBack();
        return;
      }
      setCarried(null);
      void move(node, found, target.name);
    },
    putBack,
    step: (by) => {
      const now = carried();
      const node = find(now?.key ?? "");
      if (!now || !node) return;
      const places = [...placesFor(node, lines()), node].toSorted((a, b) => lines().indexOf(a) - lines().indexOf(b));
      const at = places.findIndex(({ key }) => key === now.over);
      const next = places[at + by];
      if (next) over(next.key);
    },
    naming,
    name,
    keepName: async (text) => {
      const wanted = naming();
      const node = find(wanted?.key ?? "");
      name(null);
      if (!wanted || text === null) return;
      if (wanted.adds !== null) await add(wanted.adds, text, node);
      else if (node && text !== node.name) {
        const record = node.type === "tree" ? (node.tree as RecordId) : node.record;
        await write(t("org.rename"), record, { name: text });
      }
    },
    move,
  };
};
