import { Dialog } from "@kobalte/core/dialog";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show, type JSX } from "solid-js";
import { ACTION_GROUPS, type Action } from "#client/actions/action.ts";
import { useActions } from "#client/actions/registry.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { IconName } from "#client/ui/icon-names.ts";
import { Icon } from "#client/ui/icon.tsx";
import { KeyHint } from "#client/ui/key-hint.tsx";
import "#client/ui/floating.css";
import "./command-palette.css";
import { matchScore } from "./palette-match.ts";

/** A record as the palette lists it. */
export interface FoundRecord {
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string | null | undefined;
  readonly icon: IconName;
  /** What kind of record it is, in the user's words. */
  readonly kind: string;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** `""` asks for the records opened last. */
  readonly searchRecords: (text: string) => Promise<readonly FoundRecord[]>;
  readonly onRecord: (id: string, beside: boolean) => void;
}

interface Line {
  readonly heading: string | null;
  readonly icon: IconName;
  readonly label: string;
  readonly meta: string;
  readonly keys: string | undefined;
  readonly run: (beside: boolean) => void;
}

const MOST_ACTIONS = 8;

const PaletteBody = (props: CommandPaletteProps): JSX.Element => {
  const { t } = useI18n();
  const actions = useActions();
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [active, setActive] = createSignal(0);
  const [records, setRecords] = createSignal<readonly FoundRecord[]>([]);
  let list: HTMLDivElement | undefined;
  let asked = 0;

  createEffect(
    on(text, (typed) => {
      const turn = (asked += 1);
      void props.searchRecords(typed.trim()).then((found) => {
        if (turn === asked) setRecords(found);
      });
      setActive(0);
    }),
  );

  const groupName = (action: Action): string => t(`action.group.${action.group}`);
  const commands = createMemo(() => {
    const typed = text().trim();
    return actions
      .visible()
      .filter((action) => action.id !== "palette" && (typed !== "" || !action.sought))
      .map((action) => ({ action, score: matchScore(typed, `${actions.nameOf(action)} ${groupName(action)}`) }))
      .filter((entry) => entry.score > 0)
      .sort((a, b) => b.score - a.score || Number(a.action.sought ?? false) - Number(b.action.sought ?? false) || ACTION_GROUPS.indexOf(a.action.group) - ACTION_GROUPS.indexOf(b.action.group))
      .slice(0, typed === "" ? undefined : MOST_ACTIONS)
      .map((entry) => entry.action);
  });

  const lines = createMemo<readonly Line[]>(() => {
    const recordLines = records().map((record, index): Line => ({
      heading: index === 0 ? t(text().trim() === "" ? "palette.recent" : "palette.records") : null,
      icon: record.icon,
      label: record.title,
      meta: [record.subtitle, record.kind].filter(Boolean).join(" · "),
      keys: undefined,
      run: (beside) => props.onRecord(record.id, beside),
    }));
    const commandLines = commands().map((action, index): Line => ({
      heading: index === 0 ? t("palette.commands") : null,
      icon: action.icon ?? "command",
      label: actions.nameOf(action),
      meta: action.hindrance?.(actions.context()) ?? (action.shortcut ? "" : groupName(action)),
      keys: action.shortcut,
      run: () => actions.run(action.id),
    }));
    return [...recordLines, ...commandLines];
  });

  createEffect(on(active, (index) => list?.querySelector(`#${CSS.escape(`${id}-${index}`)}`)?.scrollIntoView({ block: "nearest" })));

  /* The command runs after the palette has given the focus back, so that a dialog it opens can take it. */
  const run = (line: Line | undefined, beside: boolean): void => {
    if (!line) return;
    props.onClose();
    queueMicrotask(() => line.run(beside));
  };
  const move = (by: number): void => {
    const count = lines().length;
    if (count > 0) setActive((active() + by + count) % count);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => run(lines()[active()], event.ctrlKey || event.metaKey),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <>
      <div class="palette__box">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={t("palette.title")}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={lines().length > 0 ? `${id}-${active()}` : undefined}
          placeholder={t("palette.placeholder")}
          autocomplete="off"
          spellcheck={false}
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <KeyHint keys="escape" />
      </div>
      <div ref={(element) => (list = element)} class="palette__list" id={`${id}-list`} role="listbox" aria-label={t("palette.title")}>
        <For each={lines()}>
          {(line, index) => (
            <>
              <Show when={line.heading}>
                <div class="popup__heading" role="presentation">
                  {line.heading}
                </div>
              </Show>
              <div
                id={`${id}-${index()}`}
                class="choice"
                role="option"
                aria-selected={active() === index()}
                data-active={active() === index()}
                onPointerMove={() => setActive(index())}
                onClick={(event) => run(line, event.ctrlKey || event.metaKey)}
              >
                <Icon name={line.icon} />
                <span class="choice__label" dir="auto">
                  {line.label}
                </span>
                <span class="choice__meta">{line.meta}</span>
                <Show when={line.keys}>{(keys) => <KeyHint keys={keys()} />}</Show>
              </div>
            </>
          )}
        </For>
        <Show when={lines().length === 0}>
          <p class="popup__note">{t("palette.nothing", { text: text() })}</p>
        </Show>
      </div>
      <div class="quiet-only-for-ears" role="status">
        {t("palette.results", { count: lines().length })}
      </div>
    </>
  );
};

export const CommandPalette = (props: CommandPaletteProps): JSX.Element => {
  const { t } = useI18n();
  return (
    <Dialog open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="veil" />
        <Dialog.Content class="palette" aria-label={t("palette.title")}>
          <PaletteBody {...props} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};
