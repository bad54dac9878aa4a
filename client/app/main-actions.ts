import type { Accessor } from "solid-js";
import type { Action } from "#client/actions/action.ts";
import { keysOf } from "#client/actions/key-book.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import { iconOf } from "#client/ui/icon.tsx";
import { ENTITIES } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { WorkTabs } from "#client/shell/work-tabs.ts";
import type { Theme } from "#client/theme/theme.ts";
import type { Places } from "./places.ts";

/** Second key of `g then …` and `n then …` for the kinds used most. */
const KIND_KEYS: Readonly<Record<string, string>> = {
  customer: "c",
  contact: "p",
  opportunity: "o",
  order: "r",
  product: "d",
  followUp: "f",
};

export interface MainActionDeps {
  readonly i18n: I18n;
  readonly places: Places;
  readonly tabs: WorkTabs;
  readonly theme: Theme;
  readonly mayCreate: (kind: string) => boolean;
  readonly isAdmin: () => boolean;
  readonly mayLog: () => boolean;
  readonly openPalette: () => void;
  readonly openHelp: () => void;
  readonly create: (kind: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly signOut: () => void;
}

/** The commands that make sense everywhere. */
export const mainActions = (deps: MainActionDeps): Accessor<readonly Action[]> => {
  const { places, tabs, theme } = deps;
  const kinds = ENTITIES.filter((entity) => !entity.internal);
  const words = (kind: string) => wordsOf(deps.i18n.locale(), kind);
  const goTo: readonly Action[] = kinds.map((entity) => ({
    id: `go.${entity.kind}`,
    name: "action.goTo",
    params: () => ({ name: words(entity.kind).many }),
    group: "go",
    icon: iconOf(entity.icon),
    shortcut: KIND_KEYS[entity.kind] ? `g then ${KIND_KEYS[entity.kind]}` : undefined,
    perform: () => places.go({ at: "list", kind: entity.kind }),
  }));
  const create: readonly Action[] = kinds.map((entity) => ({
    id: `new.${entity.kind}`,
    name: "action.new",
    params: () => ({ name: words(entity.kind).one }),
    group: "create",
    icon: "plus",
    shortcut: KIND_KEYS[entity.kind] ? `n then ${KIND_KEYS[entity.kind]}` : undefined,
    visible: () => deps.mayCreate(entity.kind),
    perform: () => deps.create(entity.kind),
  }));
  const go = (id: "home" | "import" | "bin" | "log" | "attention" | "settings" | "accounts", key?: string): Action => ({
    id: `go.${id}`,
    name: `app.${id}`,
    group: "go",
    shortcut: key ? `g then ${key}` : undefined,
    perform: () => places.go({ at: id }),
  });
  const withTab = (): boolean => tabs.tabs().length > 0;
  return () => [
    { id: "palette", name: "action.palette", group: "app", icon: "search", shortcut: "mod+k", perform: deps.openPalette },
    { id: "help", name: "action.help", group: "app", icon: "keyboard", shortcut: "?", perform: deps.openHelp },
    { id: "undo", name: "action.undo", group: "app", icon: "undo-2", shortcut: "mod+z", perform: deps.undo },
    { id: "redo", name: "action.redo", group: "app", icon: "redo-2", shortcut: "mod+shift+z", perform: deps.redo },
    ...goTo,
    go("home", "h"),
    { id: "go.report", name: "app.reports", group: "go", icon: "chart-column", shortcut: "g then s", perform: () => places.go({ at: "report", name: null }) },
    go("import", "i"),
    go("bin", "b"),
    { ...go("log", "l"), icon: "history", visible: deps.mayLog },
    go("attention"),
    go("settings", ","),
    {
      id: "go.organisation",
      name: "app.organisation",
      group: "go",
      icon: "shield",
      shortcut: "g then a",
      visible: deps.isAdmin,
      perform: () => places.go({ at: "organisation" }),
    },
    { ...go("accounts"), visible: deps.isAdmin },
    ...create,
    {
      id: "closeTab",
      name: "action.closeTab",
      group: "view",
      icon: "x",
      shortcut: keysOf("closeTab"),
      visible: () => tabs.front() !== "list",
      perform: () => {
        const front = tabs.front();
        if (front !== "list") tabs.close(front);
        places.follow();
      },
    },
    { id: "nextTab", name: "action.nextTab", group: "view", shortcut: keysOf("nextTab"), visible: withTab, perform: () => step(1) },
    { id: "previousTab", name: "action.previousTab", group: "view", shortcut: keysOf("previousTab"), visible: withTab, perform: () => step(-1) },
    { id: "themeDark", name: "action.themeDark", group: "view", icon: "moon", perform: () => theme.setChoice("dark") },
    { id: "themeLight", name: "action.themeLight", group: "view", icon: "sun", perform: () => theme.setChoice("light") },
    { id: "themeSystem", name: "action.themeSystem", group: "view", icon: "monitor", perform: () => theme.setChoice("system") },
    { id: "signOut", name: "action.signOut", group: "app", icon: "log-out", perform: deps.signOut },
  ];

  function step(by: -1 | 1): void {
    tabs.step(by);
    places.follow();
  }
};
