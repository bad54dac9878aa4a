import { createContext, createMemo, createSignal, onCleanup, onMount, useContext, type Accessor, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { MenuItem } from "#client/ui/menu.tsx";
import type { Action, ActionContext } from "./action.ts";
import { createSequenceMatcher, isTyping, strokeName } from "./shortcuts.ts";

export interface ActionRegistry {
  /** Adds commands until the caller's owner is gone. One with the id or shortcut of an earlier command goes before it. */
  readonly add: (actions: Accessor<readonly Action[]>) => void;
  /** Adds to what is known of where the user is; the latest addition wins, field by field. */
  readonly addContext: (context: Accessor<Partial<ActionContext>>) => void;
  readonly context: Accessor<ActionContext>;
  /** Every command that makes sense here. */
  readonly visible: Accessor<readonly Action[]>;
  readonly find: (id: string) => Action | undefined;
  readonly run: (id: string) => void;
  readonly nameOf: (action: Action) => string;
  readonly menu: (...ids: readonly string[]) => readonly MenuItem[];
}

const RegistryContext = createContext<ActionRegistry>();

export const useActions = (): ActionRegistry => {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error("useActions needs an ActionProvider above it");
  return registry;
};

const NOWHERE: ActionContext = { kind: null, record: null, selected: [] };
const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const keepUntilCleanup = <T,>(initial: readonly T[]): readonly [Accessor<readonly T[]>, (item: T) => void] => {
  const [items, setItems] = createSignal<readonly T[]>(initial);
  return [
    items,
    (item) => {
      setItems((before) => [...before, item]);
      onCleanup(() => setItems((before) => before.filter((other) => other !== item)));
    },
  ];
};

type Commands = Pick<ActionRegistry, "visible" | "find" | "run" | "nameOf" | "menu">;

/** The ways to the commands that `all` holds; of two with one id the later stands. */
const createCommands = (all: Accessor<readonly Action[]>, context: Accessor<ActionContext>): Commands => {
  const { t } = useI18n();
  const byId = createMemo(() => new Map(all().map((action) => [action.id, action] as const)));
  const visible = createMemo(() => [...byId().values()].filter((action) => action.visible?.(context()) ?? true));
  const nameOf = (action: Action): string => t(action.name, action.params?.());
  const runAction = (action: Action | undefined): void => {
    if (action && !action.hindrance?.(context())) action.perform(context());
  };
  return {
    visible,
    nameOf,
    find: (id) => byId().get(id),
    run: (id) => runAction(visible().find((action) => action.id === id)),
    menu: (...ids) =>
      ids.flatMap((id): readonly MenuItem[] => {
        if (id === "-") return [{ kind: "rule" }];
        const action = visible().find((candidate) => candidate.id === id);
        if (!action) return [];
        return [
          {
            id,
            label: nameOf(action),
            icon: action.icon,
            keys: action.shortcut,
            danger: action.danger,
            disabledReason: action.hindrance?.(context()),
            run: () => runAction(action),
          },
        ];
      }),
  };
};

const createRegistry = (): ActionRegistry => {
  const [sources, add] = keepUntilCleanup<Accessor<readonly Action[]>>([]);
  const [contexts, addContext] = keepUntilCleanup<Accessor<Partial<ActionContext>>>([]);
  const context = createMemo<ActionContext>(() => Object.assign({}, NOWHERE, ...contexts().map((part) => part())) as ActionContext);
  return { add, addContext, context, ...createCommands(() => sources().flatMap((source) => source()), context) };
};

export interface ActionScopeProps {
  readonly actions: readonly Action[];
  /** Whether the palette and the shortcuts know these commands too. */
  readonly offered: boolean;
  readonly children: JSX.Element;
}

/** Commands of one part of the screen: buttons and menus in it mean these, also where another such part is in front. */
export const ActionScope = (props: ActionScopeProps): JSX.Element => {
  const around = useActions();
  around.add(() => (props.offered ? props.actions : []));
  const here: ActionRegistry = { ...around, ...createCommands(() => props.actions, around.context) };
  return <RegistryContext.Provider value={here}>{props.children}</RegistryContext.Provider>;
};

/** Holds the commands and listens for their shortcuts. */
export const ActionProvider = (props: { readonly children: JSX.Element }): JSX.Element => {
  const registry = createRegistry();
  const { clock } = useI18n();
  const sequence = createSequenceMatcher();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    const name = strokeName(event, APPLE);
    if (isTyping(event.target) && !name.startsWith("mod+")) return;
    const known = registry.visible().filter((action) => action.shortcut !== undefined);
    const done = sequence.press(name, clock.now(), known.map((action) => action.shortcut ?? ""));
    const action = known.findLast((candidate) => candidate.shortcut === done);
    if (!action) return;
    event.preventDefault();
    registry.run(action.id);
  };
  onMount(() => {
    window.addEventListener("keydown", onKeyDown);
    onCleanup(() => window.removeEventListener("keydown", onKeyDown));
  });
  return <RegistryContext.Provider value={registry}>{props.children}</RegistryContext.Provider>;
};
