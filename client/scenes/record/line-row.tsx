import { createSignal, Show, type JSX } from "solid-js";
import { lineAmount } from "#domain/entities/order/line-amount.ts";
import { linePath } from "#domain/record/path.ts";
import { multiply, subtract } from "#domain/schema/decimal.ts";
import type { LineRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { textOf } from "#domain/schema/read.ts";
import type { RecordFilter } from "#client/fields/choices.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { lineFieldShape } from "#client/fields/field-shape.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { Money } from "#client/ui/money.tsx";
import { MoneyInput } from "#client/ui/number-input.tsx";
import type { CommitProblem } from "#workers/replica/api.ts";
import { amountChange, lineFields } from "./line-changes.ts";
import { useNotice } from "./notice.ts";
import { useRecord } from "./record-model.tsx";

export interface LineRowProps {
  readonly list: string;
  readonly line: () => LineRow | undefined;
  readonly product: Row | undefined;
  readonly delivers: boolean;
  readonly seesCost: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly only: RecordFilter;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One product line. Quantity, unit price, discount and amount follow from one another, whichever is typed. */
export const LineRowEditor = (props: LineRowProps): JSX.Element => {
  const record = useRecord();
  const notice = useNotice();
  const currency = useCurrency();
  const { t } = useI18n();
  const [remarking, setRemarking] = createSignal(false);
  const [wrong, setWrong] = createSignal<string | undefined>(undefined);
  const line = (): LineRow => props.line() ?? ({ key: "", added: { by: record.id, at: 0 } } as LineRow);
  const text = (name: string): string | null => textOf(line(), name);
  const undelivered = (): string | null => {
    const quantity = text("quantity");
    return quantity === null ? null : subtract(quantity, text("deliveredQuantity") ?? "0");
  };
  const cost = (): string | null => {
    const each = props.product ? textOf(props.product, "cost") : null;
    return each === null ? null : multiply(each, text("quantity") ?? "0");
  };
  const write = (label: string, fields: Readonly<Record<string, FieldValue>>): Promise<CommitProblem | null> =>
    record.write(t("record.edited", { field: label }), lineFields(props.list, line().key, fields));

  const setAmount = async (value: string | null): Promise<void> => {
    const change = value === null ? null : amountChange(line(), value);
    setWrong(value !== null && !change ? t("lines.noQuantity") : undefined);
    if (change) notice(await write(record.words().lines?.[props.list]?.["amount"] ?? "", change));
  };
  const setProduct = (value: FieldValue): Promise<CommitProblem | null> => write(record.words().lines?.[props.list]?.["product"] ?? "", { product: value });

  const items = (): readonly MenuItem[] => [
    { id: "up", label: t("lines.up"), icon: "arrow-up", keys: "alt+arrowup", disabledReason: props.first ? t("lines.isFirst") : undefined, run: () => props.onMove(-1) },
    { id: "down", label: t("lines.down"), icon: "arrow-down", keys: "alt+arrowdown", disabledReason: props.last ? t("lines.isLast") : undefined, run: () => props.onMove(1) },
    { id: "remark", label: t("lines.remark"), icon: "message-square-text", run: () => setRemarking(true) },
    { kind: "rule" },
    { id: "remove", label: t("lines.remove"), icon: "trash", keys: "mod+backspace", danger: true, run: props.onRemove },
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (record.denied() || event.isComposing) return;
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
  const cell = (name: string, commit?: (value: FieldValue) => Promise<CommitProblem | null>): JSX.Element => (
    <LineCell list={props.list} name={name} lineKey={line().key} value={line()[name]} only={name === "product" ? props.only : undefined} autofocus={name === "remark" && remarking()} onCommit={commit ?? ((value) => write(record.words().lines?.[props.list]?.[name] ?? name, { [name]: value }))} />
  );

  return (
    <div class="lines__row" role="row" data-line={line().key} onKeyDown={onKeyDown}>
      {cell("product", setProduct)}
      {cell("quantity")}
      <Show when={props.delivers}>
        {cell("deliveredQuantity")}
        <div class="lines__cell lines__read" role="cell">
          <FieldView field={{ kind: "decimal" }} value={undelivered()} />
        </div>
      </Show>
      {cell("unitPrice")}
      {cell("discount")}
      <div class="lines__cell" role="cell">
        <MoneyInput
          bare
          inline
          label={record.words().lines?.[props.list]?.["amount"] ?? ""}
          name="amount"
          currency={currency()}
          value={lineAmount(line())}
          error={wrong()}
          readOnly={record.denied() !== null}
          onCommit={(value) => void setAmount(value)}
        />
      </div>
      <Show when={props.seesCost}>
        <div class="lines__cell lines__read lines__cost" role="cell">
          <Money value={cost()} currency={currency()} />
        </div>
      </Show>
      <div class="lines__cell lines__menu" role="cell">
        <Show when={!record.denied()}>
          <Menu label={t("lines.menu")} items={items()} trigger={<Icon name="ellipsis" />} triggerClass="button icon-button" triggerSize="small" placement="bottom-end" />
        </Show>
      </div>
      <Show when={text("remark") !== null || remarking()}>
        <div class="lines__remark">{cell("remark")}</div>
      </Show>
    </div>
  );
};

interface LineCellProps {
  readonly list: string;
  readonly name: string;
  readonly lineKey: string;
  readonly value: FieldValue | undefined;
  readonly only: RecordFilter | undefined;
  readonly autofocus: boolean;
  readonly onCommit: (value: FieldValue) => Promise<CommitProblem | null>;
}

const LineCell = (props: LineCellProps): JSX.Element => {
  const record = useRecord();
  const { locale } = useI18n();
  const place = (): string => linePath(props.list, props.lineKey, props.name);
  return (
    <Show when={lineFieldShape(record.entity, props.list, props.name, locale())}>
      {(shape) => (
        <div class="lines__cell" role="cell">
          <FieldEditor
            bare
            inline
            label={shape().label}
            field={shape().field}
            name={props.name}
            value={props.value}
            only={props.only}
            autofocus={props.autofocus}
            placeholder={shape().field.kind === "ref" ? undefined : " "}
            readOnly={record.denied() !== null}
            glow={record.glowOf(place())}
            presence={record.presence.inField(place())}
            onFocusIn={() => record.presence.enter(place())}
            onFocusOut={() => record.presence.leave(place())}
            onCommit={props.onCommit}
          />
        </div>
      )}
    </Show>
  );
};
