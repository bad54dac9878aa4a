import { toggleMark } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import { redoCommand, undoCommand } from "y-prosemirror";
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import { proseOf } from "#domain/record/document.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { MessageKey } from "#client/i18n/messages/en.ts";
import type { OpenConnection } from "#client/presence/connection.ts";
import { IconButton } from "#client/ui/button.tsx";
import type { IconName } from "#client/ui/icon-names.ts";
import { TextInput } from "#client/ui/text-input.tsx";
import { createProseView, type ProseView } from "./editor-view.ts";
import "./prose.css";
import { isSafeLink, proseSchema } from "./schema.ts";
import { hasMark, standsIn, toggleHeading, toggleList, toggleTask } from "./shortcuts.ts";

export interface ProseEditorProps {
  readonly connection: OpenConnection;
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly readOnly: boolean;
  readonly onFocus: (focused: boolean) => void;
}

interface Tool {
  readonly icon: IconName;
  readonly label: MessageKey;
  readonly keys?: string;
  readonly command: Command;
  readonly on?: (state: EditorState) => boolean;
}

const { nodes, marks } = proseSchema;

const TOOLS: readonly Tool[] = [
  { icon: "heading", label: "prose.heading", keys: "mod+alt+2", command: toggleHeading(2), on: (state) => standsIn(state, nodes.heading) },
  { icon: "bold", label: "prose.bold", keys: "mod+b", command: toggleMark(marks.strong), on: (state) => hasMark(state, marks.strong) },
  { icon: "italic", label: "prose.italic", keys: "mod+i", command: toggleMark(marks.em), on: (state) => hasMark(state, marks.em) },
  { icon: "list", label: "prose.list", keys: "mod+shift+8", command: toggleList(nodes.bullet_list), on: (state) => standsIn(state, nodes.bullet_list) },
  { icon: "list-ordered", label: "prose.numbers", keys: "mod+shift+7", command: toggleList(nodes.ordered_list), on: (state) => standsIn(state, nodes.ordered_list) },
  { icon: "check-check", label: "prose.tasks", keys: "mod+shift+9", command: toggleTask, on: (state) => standsIn(state, nodes.list_item) && !standsIn(state, nodes.list_item, { checked: null }) },
];

/** Long text that several people write at once. Their cursors and selections show; undo reaches one's own typing only. */
export const ProseEditor = (props: ProseEditorProps): JSX.Element => {
  const { t } = useI18n();
  const [state, setState] = createSignal<EditorState | null>(null, { equals: false });
  const [linking, setLinking] = createSignal(false);
  let view: ProseView | null = null;
  let place: HTMLDivElement | undefined;

  createEffect(
    on([() => props.connection, () => props.readOnly], ([connection, readOnly]) => {
      if (!place) return;
      view = createProseView({
        place,
        fragment: proseOf(connection.doc, props.name),
        awareness: connection.awareness,
        editable: () => !readOnly,
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": props.label, ...(readOnly ? { "aria-readonly": "true" } : {}), class: "prose", dir: "auto" },
        placeholder: () => (readOnly ? "" : props.placeholder),
        onState: setState,
        onFocus: (focused) => props.onFocus(focused),
      });
      setState(view.state());
      onCleanup(() => {
        view?.destroy();
        view = null;
      });
    }),
  );
  const isOn = (tool: Tool): boolean => {
    const present = state();
    return present !== null && (tool.on?.(present) ?? false);
  };
  const link = (typed: string | null): void => {
    setLinking(false);
    const href = typed === null || isSafeLink(typed) ? typed : `https://${typed}`;
    view?.run((present, dispatch) => {
      const { from, to } = present.selection;
      const tr = present.tr.removeMark(from, to, marks.link);
      dispatch?.(href === null ? tr : tr.addMark(from, to, marks.link.create({ href })));
      return true;
    });
  };
  const linkReason = (): string | undefined => (state()?.selection.empty ? t("prose.linkNothing") : undefined);

  return (
    <div class="prose-editor" data-read={props.readOnly ? "" : undefined}>
      <Show when={!props.readOnly}>
        <div class="prose-tools" role="toolbar" aria-label={t("prose.tools")}>
          <For each={TOOLS}>
            {(tool) => (
              <IconButton
                icon={tool.icon}
                size="small"
                label={t(tool.label)}
                keys={tool.keys}
                pressed={isOn(tool)}
                onPointerDown={(event: PointerEvent) => event.preventDefault()}
                onClick={() => view?.run(tool.command)}
              />
            )}
          </For>
          <IconButton icon="link" size="small" label={t("prose.link")} disabledReason={linkReason()} pressed={linking()} onClick={() => setLinking(!linking())} />
          <span class="prose-tools__gap" />
          <IconButton icon="undo-2" size="small" label={t("action.undo")} keys="mod+z" onClick={() => view?.run(undoCommand)} />
          <IconButton icon="redo-2" size="small" label={t("action.redo")} keys="mod+shift+z" onClick={() => view?.run(redoCommand)} />
        </div>
        <Show when={linking()}>
          <div class="prose-link">
            <TextInput label={t("prose.linkTo")} value={null} autofocus onCommit={link} />
          </div>
        </Show>
      </Show>
      <div ref={(element) => (place = element)} class="prose-place" />
    </div>
  );
};
