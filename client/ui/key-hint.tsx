import { For, type JSX } from "solid-js";
import "./key-hint.css";

const APPLE = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const SIGNS: Readonly<Record<string, string>> = {
  mod: APPLE ? "⌘" : "Ctrl",
  shift: APPLE ? "⇧" : "Shift",
  alt: APPLE ? "⌥" : "Alt",
  ctrl: APPLE ? "⌃" : "Ctrl",
  enter: "↵",
  escape: "Esc",
  space: "Space",
  tab: "Tab",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  arrows: "↑↓←→",
  backspace: "⌫",
  pageup: "PgUp",
  pagedown: "PgDn",
  home: "Home",
  end: "End",
};

/** How a shortcut such as `mod+shift+k` or `g then c` is written on this device's keyboard. */
export const keysShown = (keys: string): readonly string[] =>
  keys.split(/[+ ]/).filter((part) => part !== "then").map((part) => SIGNS[part] ?? part.toUpperCase());

export const KeyHint = (props: { readonly keys: string }): JSX.Element => (
  <span class="keys" aria-hidden="true">
    <For each={keysShown(props.keys)}>{(key) => <kbd class="key">{key}</kbd>}</For>
  </span>
);
