import { For, Show, type JSX } from "solid-js";
import { ACTION_GROUPS, type ActionGroup } from "#client/actions/action.ts";
import { KEPT_KEYS } from "#client/actions/key-book.ts";
import { useActions } from "#client/actions/registry.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { MessageKey } from "#client/i18n/messages/en.ts";
import { Dialog } from "#client/ui/dialog.tsx";
import { KeyHint } from "#client/ui/key-hint.tsx";
import "./shortcut-help.css";

/** Keys that belong to a widget rather than to a command. */
const FIXED: readonly { readonly heading: MessageKey; readonly keys: readonly (readonly [keys: string, what: MessageKey])[] }[] = [
  {
    heading: "help.table",
    keys: [
      ["arrows", "help.arrows"],
      ["mod+arrowdown", "help.edge"],
      ["home", "help.ends"],
      ["enter", "help.enter"],
      ["mod+enter", "help.openRow"],
      ["space", "help.space"],
      ["shift+space", "help.shiftSpace"],
      ["shift+arrowdown", "help.range"],
      ["mod+a", "help.selectAll"],
      ["mod+c", "help.copy"],
      ["alt+arrowdown", "help.columnMenu"],
      ["alt+arrowleft", "help.moveColumn"],
    ],
  },
  {
    heading: "help.board",
    keys: [
      ["space", "help.pick"],
      ["arrowright", "help.moveCard"],
    ],
  },
  {
    heading: "help.editing",
    keys: [
      ["tab", "help.tab"],
      ["escape", "help.escape"],
      ["mod+enter", "help.keepText"],
      ["alt+arrowdown", "help.calendar"],
      ["alt+arrowup", "help.moveLine"],
      ["mod+backspace", "help.removeLine"],
    ],
  },
];

interface Line {
  readonly keys: string;
  readonly words: string;
}

export const ShortcutHelp = (props: { readonly open: boolean; readonly onClose: () => void }): JSX.Element => {
  const { t } = useI18n();
  const actions = useActions();
  /* Commands that are there now say their own name; of those of other screens the book knows the keys. */
  const linesOf = (group: ActionGroup): readonly Line[] => {
    const here = actions.visible().filter((action) => action.group === group && action.shortcut !== undefined);
    const away = KEPT_KEYS.filter((kept) => kept.group === group && !here.some((action) => action.id === kept.id));
    return [
      ...here.map((action) => ({ keys: action.shortcut ?? "", words: actions.nameOf(action) })),
      ...away.map(({ keys, name }) => ({ keys, words: t(name) })),
    ];
  };
  const groups = (): readonly { readonly heading: string; readonly lines: readonly Line[] }[] => [
    ...ACTION_GROUPS.map((group) => ({
      heading: t(`action.group.${group}`),
      lines: linesOf(group),
    })),
    ...FIXED.map((group) => ({ heading: t(group.heading), lines: group.keys.map(([keys, what]) => ({ keys, words: t(what) })) })),
  ];
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t("help.title")} shape="wide">
      <div class="shortcuts">
        <For each={groups()}>
          {(group) => (
            <Show when={group.lines.length > 0}>
              <section class="shortcuts__group">
                <h3>{group.heading}</h3>
                <For each={group.lines}>
                  {(line) => (
                    <div class="shortcuts__line">
                      <span>{line.words}</span>
                      <span class="quiet-only-for-ears">{line.keys}</span>
                      <KeyHint keys={line.keys} />
                    </div>
                  )}
                </For>
              </section>
            </Show>
          )}
        </For>
      </div>
    </Dialog>
  );
};
