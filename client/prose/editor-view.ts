import { EditorState, Plugin, type Command } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { initProseMirrorDoc, yCursorPlugin, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import type { Awareness } from "y-protocols/awareness";
import type { XmlFragment } from "yjs";
import { presenceColor } from "#client/theme/presence.ts";
import { isSafeLink, proseSchema } from "./schema.ts";
import { prosePlugins } from "./shortcuts.ts";

export interface ProseViewOptions {
  readonly place: HTMLElement;
  readonly fragment: XmlFragment;
  readonly awareness: Awareness;
  readonly editable: () => boolean;
  /** Attributes of the element that takes the focus. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly placeholder: () => string;
  readonly onState: (state: EditorState) => void;
  readonly onFocus: (focused: boolean) => void;
}

export interface ProseView {
  readonly state: () => EditorState;
  readonly run: (command: Command) => void;
  readonly focus: () => void;
  readonly destroy: () => void;
}

type User = Readonly<Record<string, unknown>>;

const colorOf = (user: User): string => presenceColor(String(user["id"] ?? user["name"] ?? ""));

const cursorOf = (user: User): HTMLElement => {
  const cursor = document.createElement("span");
  cursor.className = "prose-cursor";
  cursor.style.setProperty("--presence", colorOf(user));
  const name = document.createElement("span");
  name.className = "prose-cursor__name";
  name.textContent = String(user["name"] ?? "");
  cursor.append("\u2060", name, "\u2060");
  return cursor;
};

const selectionOf = (user: User) => ({ class: "prose-selection", style: `--presence: ${colorOf(user)}` });

const emptyPlugin = (text: () => string): Plugin =>
  new Plugin({
    props: {
      decorations: ({ doc }) => {
        const [first] = doc.children;
        if (doc.childCount !== 1 || first?.type !== proseSchema.nodes.paragraph || first.content.size > 0) return null;
        return DecorationSet.create(doc, [Decoration.node(0, first.nodeSize, { class: "prose-empty", "data-placeholder": text() })]);
      },
    },
  });

/** A press on the box before a task ticks it. */
const tickTask = (view: EditorView, event: MouseEvent): boolean => {
  const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("li[data-checked]") : null;
  if (!item || !view.editable || event.target !== item) return false;
  if (event.clientX > item.getBoundingClientRect().left) return false;
  const inside = view.posAtDOM(item, 0);
  const position = view.state.doc.resolve(inside).before();
  const node = view.state.doc.nodeAt(position);
  if (!node) return false;
  view.dispatch(view.state.tr.setNodeMarkup(position, null, { ...node.attrs, checked: node.attrs["checked"] !== true }));
  return true;
};

/** A link is followed with Ctrl or Cmd, so that a plain press puts the cursor into it. */
const followLink = (view: EditorView, event: MouseEvent): boolean => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!link) return false;
  event.preventDefault();
  const href = link.getAttribute("href") ?? "";
  if ((event.ctrlKey || event.metaKey || !view.editable) && isSafeLink(href)) window.open(href, "_blank", "noreferrer");
  return true;
};

/** Mounts the editor on a prose of an open document. Nothing is written until somebody types. */
export const createProseView = (options: ProseViewOptions): ProseView => {
  const { doc, mapping } = initProseMirrorDoc(options.fragment, proseSchema);
  const state = EditorState.create({
    doc,
    schema: proseSchema,
    plugins: [
      ySyncPlugin(options.fragment, { mapping }),
      yCursorPlugin(options.awareness, { cursorBuilder: cursorOf, selectionBuilder: selectionOf }),
      yUndoPlugin(),
      emptyPlugin(options.placeholder),
      ...prosePlugins(),
    ],
  });
  const view: EditorView = new EditorView(options.place, {
    state,
    attributes: { ...options.attributes },
    editable: options.editable,
    dispatchTransaction: (transaction) => {
      // The binding speaks a moment later than it was told, also to an editor that has gone meanwhile.
      if (view.isDestroyed) return;
      view.updateState(view.state.apply(transaction));
      options.onState(view.state);
    },
    handleDOMEvents: {
      mousedown: tickTask,
      click: followLink,
      focus: () => options.onFocus(true),
      blur: () => options.onFocus(false),
    },
  });
  return {
    state: () => view.state,
    run: (command) => {
      command(view.state, view.dispatch, view);
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
};
