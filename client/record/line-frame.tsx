import { Show, type JSX } from "solid-js";
import { linePath } from "#domain/record/path.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { useRecord } from "./record-model.tsx";

export interface LineFrameProps {
  readonly list: string;
  readonly lineKey: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  /** What the menu of the line offers besides moving and removing it. */
  readonly items?: readonly MenuItem[] | undefined;
  /** What stands below the cells. */
  readonly below?: JSX.Element;
  readonly children: JSX.Element;
}

/** One line as a row: its cells, and moving and removing it by menu or by keys. */
export const LineFrame = (props: LineFrameProps): JSX.Element => {
  const record = useRecord();
  const { t } = useI18n();
  const denied = (): boolean => record.deniedAt(linePath(props.list, props.lineKey)) !== null;
  const items = (): readonly MenuItem[] => [
    { id: "up", label: t("lines.up"), icon: "arrow-up", keys: "alt+arrowup", disabledReason: props.first ? t("lines.isFirst") : undefined, run: () => props.onMove(-1) },
    { id: "down", label: t("lines.down"), icon: "arrow-down", keys: "alt+arrowdown", disabledReason: props.last ? t("lines.isLast") : undefined, run: () => props.onMove(1) },
    ...(props.items ?? []),
    { kind: "rule" },
    { id: "remove", label: t("lines.remove"), icon: "trash", keys: "mod+backspace", danger: true, run: props.onRemove },
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (denied() || event.isComposing) return;
    const open = (event.target as HTMLElement).getAttribute("aria-expanded") === "true";
    if (event.altKey && !open && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      props.onMove(event.key === "ArrowUp" ? -1 : 1);
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Backspace" && (event.target as HTMLInputElement).value === "") {
      event.preventDefault();
      props.onRemove();
    }
  };
  return (
    <div class="lines__row" role="row" data-line={props.lineKey} onKeyDown={onKeyDown}>
      {props.children}
      <div class="lines__cell lines__menu" role="cell">
        <Show when={!denied()}>
          <Menu label={t("lines.menu")} items={items()} trigger={<Icon name="ellipsis" />} triggerClass="button icon-button" triggerSize="small" placement="bottom-end" />
        </Show>
      </div>
      {props.below}
    </div>
  );
};
