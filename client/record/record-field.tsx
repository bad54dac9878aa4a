import { Match, Show, Switch, type JSX } from "solid-js";
import { memberPath } from "#domain/record/path.ts";
import { oddFormat } from "#domain/schema/odd.ts";
import { membersOf } from "#domain/schema/read.ts";
import { FieldEditor, type CommitValue } from "#client/fields/field-editor.tsx";
import { fieldShape, type FieldShape } from "#client/fields/field-shape.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { hrefOf } from "#client/fields/href.ts";
import { MembersEditor } from "#client/fields/members-editor.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "#client/ui/icon.tsx";
import type { IconName } from "#client/ui/icon-names.ts";
import { useRecord, useRow } from "./record-model.tsx";
import { useResumed } from "./resumed.ts";
import { useNotice } from "./notice.ts";

export interface RecordFieldProps {
  readonly name: string;
  /** Takes the change in place of writing the field alone. */
  readonly onCommit?: CommitValue | undefined;
  /** Label above the control instead of beside it. */
  readonly above?: boolean | undefined;
  /** With a visible frame: where it is not clear from its surroundings that values can be edited. */
  readonly framed?: boolean | undefined;
}

/** One part of the open record, edited where it stands: its value, who is in it, and a glow when somebody else changes it. */
export const RecordField = (props: RecordFieldProps): JSX.Element => {
  const { locale } = useI18n();
  const { entity } = useRecord();
  const shape = (): FieldShape | null => fieldShape(entity, props.name, locale());
  return <Show when={shape()}>{(known) => <ShapedField {...props} shape={known()} />}</Show>;
};

const ShapedField = (props: RecordFieldProps & { readonly shape: FieldShape }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const { t } = useI18n();
  const { presence } = record;
  const label = (): string => t("record.edited", { field: props.shape.label });
  const readOnly = (): boolean => {
    const { entity } = record;
    const name = props.name;
    if (name === "owner" || name === "sharedWith") return !record.mayGive();
    const fixed = props.shape.field.fixed === true || entity.appendOnly === true;
    return record.deniedIn(name) !== null || fixed;
  };
  const resumed = useResumed(record.id, () => props.name);
  const write: CommitValue = (value) => resumed.settle(props.onCommit ? props.onCommit(value) : record.write(label(), { [props.name]: value }));
  const member = async (id: string, present: boolean): Promise<void> => {
    notice(await record.write(label(), { [memberPath(props.name, id)]: present ? 1 : null }));
  };
  const common = {
    get inline() {
      return props.framed !== true;
    },
    /* Never empty, so that the style can tell an empty box and leave its unit out. */
    placeholder: " ",
    get label() {
      return props.shape.label;
    },
    get beside() {
      return props.above !== true;
    },
    get readOnly() {
      return readOnly();
    },
    get name() {
      return props.name;
    },
    get glow() {
      return record.glowOf(props.name);
    },
    get presence() {
      return presence.inField(props.name);
    },
    onFocusIn: () => presence.enter(props.name),
    onFocusOut: () => presence.leave(props.name),
  };
  return (
    <div class="record-field" data-kind={props.shape.field.kind} data-news={record.isNews(props.name) ? "" : undefined}>
      <Switch 
        fallback={
          <FieldEditor
            {...common}
            field={props.shape.field}
            words={props.shape.words}
            value={row()[props.name]}
            resumed={resumed.value()}
            onResolved={resumed.forget}
            onCommit={write}
          />
        }
      >
        <Match when={props.shape.computed || (readOnly() && props.shape.field.kind !== "mark")}>
          <ReadField {...props} />
        </Match>
        <Match when={props.shape.many}>
          <MembersEditor
            {...common}
            of={props.shape.field}
            words={props.shape.words}
            members={membersOf(row(), props.name)}
            onAdd={(id) => void member(id, true)}
            onRemove={(id) => void member(id, false)}
          />
        </Match>
      </Switch>
      <FieldLink shape={props.shape} value={row()[props.name]} />
      <Show when={record.isNews(props.name)}>
        <span class="news" role="img" aria-label={t("looked.changed")} title={t("looked.changed")} />
      </Show>
    </div>
  );
};

/** A value nobody types here: derived figures, official numbers, records one may only read. */
const ReadField = (props: RecordFieldProps & { readonly shape: FieldShape }): JSX.Element => {
  const row = useRow();
  return (
    <div class="field" data-beside={props.above ? undefined : ""}>
      <span class="field__label">{props.shape.label}</span>
      <div class="record-read" data-kind={props.shape.field.kind}>
        <FieldView field={props.shape.field} words={props.shape.words} value={row()[props.name]} links />
      </div>
    </div>
  );
};

const LINK_ICONS: Readonly<Record<string, IconName>> = { phone: "phone", email: "mail", url: "globe" };

/** A button beside a phone number, e-mail or web address that hands it to the device. */
const FieldLink = (props: { readonly shape: FieldShape; readonly value: unknown }): JSX.Element => {
  const { t } = useI18n();
  const format = (): string => (props.shape.field.kind === "text" ? (props.shape.field.format ?? "") : "");
  const href = (): string | null => (typeof props.value === "string" && oddFormat(props.shape.field, props.value) === null ? hrefOf(props.shape.field, props.value) : null);
  return (
    <Show when={href()}>
      {(target) => (
        <a
          class="button icon-button record-field__link"
          data-kind="quiet"
          data-size="small"
          href={target()}
          target={format() === "url" ? "_blank" : undefined}
          rel="noreferrer"
          aria-label={t(`record.link.${format() as "phone" | "email" | "url"}`, { value: String(props.value) })}
        >
          <Icon name={LINK_ICONS[format()] ?? "external-link"} />
        </a>
      )}
    </Show>
  );
};
