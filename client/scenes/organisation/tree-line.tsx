import { createEffect, Match, Show, Switch, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Face } from "#client/ui/face.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { runOwnKey } from "#client/ui/own-key.ts";
import { followPress, takesHold } from "#client/ui/press-drag.ts";
import { TextInput } from "#client/ui/text-input.tsx";
import { moveInto, placesFor, takeOut } from "./org-move.ts";
import type { OrgNode } from "./org-tree.ts";
import type { TreeState } from "./tree-state.ts";

export interface TreeLineProps {
  readonly node: OrgNode;
  readonly state: TreeState;
  readonly scroller: () => HTMLElement | undefined;
  readonly onAddPerson: (begins: Values) => void;
}

const INDENT = 16;

export const recordOfNode = (node: OrgNode): RecordId | null => {
  if (node.type !== "tree") return node.record;
  return node.tree === "departments" || node.tree === "without" ? null : node.tree;
};

/** One line of the tree: folds, opens, is renamed and carried elsewhere. */
export const TreeLine = (props: TreeLineProps): JSX.Element => {
  const { t } = useI18n();
  const open = useOpenRecord();
  const { state } = props;
  let line: HTMLDivElement | undefined;
  const key = (): string => props.node.key;
  const folds = (): boolean => props.node.type !== "person" && props.node.hasChildren;
  const isCarried = (): boolean => state.carried()?.key === key();
  const isTarget = (): boolean => state.carried()?.over === key() && !isCarried();
  const isNamed = (): boolean => state.naming()?.key === key() && state.naming()?.adds === null;
  const openIt = (): void => {
    const record = recordOfNode(props.node);
    if (record) open(record);
    else if (folds()) state.fold(key(), !state.isFolded(key()));
  };
  const go = (by: number): void => {
    const lines = state.lines();
    const next = lines[lines.findIndex((node) => node.key === key()) + by];
    if (next) state.setFocused(next.key);
  };
  const left = (): void => {
    if (folds() && !state.isFolded(key())) state.fold(key(), true);
    else if (props.node.parent !== null) state.setFocused(props.node.parent);
  };
  const right = (): void => {
    if (!folds()) return;
    if (state.isFolded(key())) state.fold(key(), false);
    else go(1);
  };
  const rename = (): void => {
    if (recordOfNode(props.node)) state.name({ key: key(), adds: null });
  };

  createEffect(() => {
    if (state.focused() !== key() || !line || !line.closest(".org-tree")?.contains(document.activeElement)) return;
    if (document.activeElement !== line && !line.contains(document.activeElement)) line.focus();
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const carrying = isCarried();
    runOwnKey(event, {
      " ": () => (carrying ? state.drop() : state.pick(key(), "keys")),
      Enter: () => (carrying ? state.drop() : openIt()),
      ArrowUp: () => (carrying ? state.step(-1) : go(-1)),
      ArrowDown: () => (carrying ? state.step(1) : go(1)),
      ...(carrying
        ? { Escape: state.putBack }
        : {
            ArrowLeft: left,
            ArrowRight: right,
            Home: () => state.setFocused(state.lines()[0]?.key ?? ""),
            End: () => state.setFocused(state.lines().at(-1)?.key ?? ""),
            F2: rename,
          }),
    });
  };
  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    const scroller = props.scroller();
    if (!scroller || props.node.type === "tree" || !takesHold(event, ".org-line__name")) return;
    followPress(event.currentTarget, scroller, event, { pick: () => state.pick(key(), "pointer"), over: state.over, drop: state.drop, cancel: state.putBack });
  };

  return (
    <div
      class="org-line"
      role="treeitem"
      ref={(element) => (line = element)}
      tabindex={state.focused() === key() ? 0 : -1}
      aria-level={props.node.level}
      aria-expanded={folds() ? !state.isFolded(key()) : undefined}
      aria-selected={isCarried()}
      aria-label={props.node.name}
      data-drop={key()}
      data-type={props.node.type}
      data-carried={isCarried() ? "" : undefined}
      data-target={isTarget() ? "" : undefined}
      style={{ "--indent": `${(props.node.level - 1) * INDENT}px` }}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDragStart={(event) => event.preventDefault()}
      onFocus={() => state.setFocused(key())}
      onBlur={() => isCarried() && state.carried()?.by === "keys" && state.putBack()}
      onDblClick={rename}
    >
      <Show when={folds()} fallback={<span class="org-line__fold" />}>
        <button
          type="button"
          class="org-line__fold"
          tabindex={-1}
          aria-label={t(state.isFolded(key()) ? "org.unfold" : "org.fold", { name: props.node.name })}
          onClick={() => state.fold(key(), !state.isFolded(key()))}
        >
          <Icon name={state.isFolded(key()) ? "chevron-right" : "chevron-down"} size={14} />
        </button>
      </Show>
      <Show when={!isNamed()} fallback={<NameBox state={state} value={props.node.name} label={t("org.name")} />}>
        <LineName node={props.node} onOpen={openIt} />
      </Show>
      <LineMenu {...props} onOpen={openIt} onRename={rename} />
    </div>
  );
};

const LineName = (props: { readonly node: OrgNode; readonly onOpen: () => void }): JSX.Element => {
  const { t } = useI18n();
  return (
    <>
      <Switch>
        <Match when={props.node.type === "person" && props.node}>
          {(person) => (
            <>
              <Face id={person().record} name={person().name} size={20} silent />
              <button type="button" class="org-line__name" tabindex={-1} dir="auto" data-off={person().disabled ? "" : undefined} onClick={() => props.onOpen()}>
                {person().name}
              </button>
              <Show when={person().disabled || person().also}>
                <span class="org-line__note">{t(person().disabled ? "org.closed" : "org.also")}</span>
              </Show>
            </>
          )}
        </Match>
        <Match when={props.node.type === "unit" && props.node}>
          {(unit) => (
            <>
              <button type="button" class="org-line__name" tabindex={-1} dir="auto" onClick={() => props.onOpen()}>
                {unit().name}
              </button>
              <Show when={unit().people > 0}>
                <span class="org-line__note">{t("org.people", { count: unit().people })}</span>
              </Show>
            </>
          )}
        </Match>
        <Match when={props.node.type === "tree"}>
          <span class="org-line__name">{props.node.name}</span>
        </Match>
      </Switch>
    </>
  );
};

/** A name typed where it will stand: Enter or leaving keeps it, Esc leaves it. */
export const NameBox = (props: { readonly state: TreeState; readonly value: string | null; readonly label: string }): JSX.Element => {
  let typed = props.value ?? "";
  const keep = (): void => {
    void props.state.keepName(typed.trim() === "" ? null : typed.trim());
  };
  return (
    <div
      class="org-line__box"
      onKeyDown={(event) => {
        if (event.isComposing) return;
        event.stopPropagation();
        if (event.key === "Enter") keep();
        if (event.key === "Escape") props.state.name(null);
      }}
      onFocusOut={() => props.state.naming() && keep()}
    >
      <TextInput bare autofocus label={props.label} value={props.value} onInput={(text) => (typed = text)} maxLength={80} />
    </div>
  );
};

const LineMenu = (props: TreeLineProps & { readonly onOpen: () => void; readonly onRename: () => void }): JSX.Element => {
  const { t } = useI18n();
  const moves = (): readonly MenuItem[] =>
    placesFor(props.node, props.state.nodes()).map((target) => ({
      id: target.key,
      label: `${"\u2003".repeat(target.level - 1)}${target.name}`,
      run: () => {
        const move = moveInto(props.node, target);
        if (move) void props.state.move(props.node, move, target.name);
      },
    }));
  const items = (): readonly MenuItem[] => {
    const { node, state } = props;
    const record = recordOfNode(node);
    const out = takeOut(node);
    const places = node.type === "tree" ? [] : moves();
    const add = (): MenuItem => ({
      id: "add",
      label: t(node.type === "tree" ? "org.addDepartment" : "org.addBelow"),
      icon: "plus",
      run: () => {
        state.fold(node.key, false);
        state.name({ key: node.key, adds: "department" });
      },
    });
    return [
      ...(record ? [{ id: "open", label: t("org.open"), icon: "arrow-up-right" as const, run: props.onOpen }, { id: "rename", label: t("org.rename"), icon: "pencil" as const, keys: "F2", run: props.onRename }] : []),
      ...(node.type === "person" || node.tree === "without" ? [] : [add()]),
      ...(node.type === "unit" && node.tree === "departments"
        ? [{ id: "person", label: t("org.addPerson"), icon: "user-round" as const, run: () => props.onAddPerson({ department: node.record }) }]
        : []),
      ...(places.length > 0 ? [{ kind: "sub" as const, label: t("org.move"), icon: "network" as const, items: places }] : []),
      ...(out ? [{ id: "out", label: t("org.takeOut", { name: unitName() }), icon: "minus" as const, run: () => void state.move(node, out, null) }] : []),
    ];
  };
  const unitName = (): string => props.state.nodes().find(({ key }) => key === props.node.parent)?.name ?? "";
  return (
    <Show when={items().length > 0}>
      <span class="org-line__menu">
        <Menu label={t("org.menu", { name: props.node.name })} tabIndex={-1} placement="bottom-end" triggerClass="org-line__more" trigger={<Icon name="ellipsis" size={14} />} items={items()} />
      </span>
    </Show>
  );
};
