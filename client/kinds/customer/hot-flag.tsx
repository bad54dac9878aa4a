import { Show, type JSX } from "solid-js";
import { fieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Chip } from "#client/ui/chip.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { textOf } from "#domain/schema/read.ts";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import "./hot-flag.css";

const FIELD = "hotLevel";

/** How hot a customer is, beside its name: set, changed and cleared with two clicks. */
export const HotFlag = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t, locale } = useI18n();
  const shape = () => fieldShape(record.entity, FIELD, locale());
  const options = () => {
    const field = shape()?.field;
    return field?.kind === "option" ? field.options : [];
  };
  const level = (): string | null => textOf(row(), FIELD);
  const present = () => options().find((option) => option.id === level());
  const word = (id: string): string => shape()?.words[id] ?? id;
  const set = async (id: string | null): Promise<void> => {
    const label = t("record.edited", { field: shape()?.label ?? FIELD });
    /* Why it was hot goes with the heat. */
    const problem = await record.write(label, id === null ? Object.fromEntries([FIELD, "hotReason", "hotNote"].flatMap((name) => (name in record.entity.fields ? [[name, null]] : []))) : { [FIELD]: id });
    if (problem) notice(problem);
    else if (id === null) done(t("hot.cleared"));
  };
  const items = (): readonly MenuItem[] => [
    ...options().map((option) => ({ id: option.id, label: word(option.id), checked: option.id === level(), run: () => void set(option.id) })),
    ...(level() === null ? [] : [{ kind: "rule" as const }, { id: "clear", label: t("hot.clear"), icon: "x" as const, run: () => void set(null) }]),
  ];
  const shown = (): JSX.Element => <Show when={present()} fallback={<Chip label={t("hot.set")} />}>{(option) => <Chip label={word(option().id)} tone={option().tone} />}</Show>;
  return (
    <Show when={record.denied() === null && shape()} fallback={<Show when={present()}>{shown()}</Show>}>
      <Menu label={shape()?.label ?? FIELD} items={items()} trigger={<><Icon name="flame" size={14} />{shown()}</>} triggerClass="hot-flag" placement="bottom-start" />
    </Show>
  );
};
