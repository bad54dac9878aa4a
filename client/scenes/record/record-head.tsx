import { Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { markOf, textOf, titleOf } from "#domain/schema/read.ts";
import { ActionButton } from "#client/actions/action-button.tsx";
import { useActions } from "#client/actions/registry.tsx";
import { FieldView } from "#client/fields/field-value.tsx";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Faces } from "#client/ui/face.tsx";
import { Icon, iconOf } from "#client/ui/icon.tsx";
import { Menu } from "#client/ui/menu.tsx";
import { OptionChip } from "#client/ui/chip.tsx";
import { screenOf } from "#client/kinds/kinds.ts";
import { PoolBanner } from "#client/pools/pool-banner.tsx";
import { isPooled } from "#domain/schema/entity.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { useResumed } from "#client/record/resumed.ts";

export interface RecordHeadProps {
  /** Commands that its menu offers, by id. */
  readonly menu: readonly string[];
  /** Another record is in front of this one, and the top line shows who is there. */
  readonly behind: boolean;
}

/** Which record this is, who is here, and what can be done with it as a whole. */
export const RecordHead = (props: RecordHeadProps): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const nameOf = useRecordName();
  const actions = useActions();
  const notice = useNotice();
  const { t } = useI18n();
  const { entity, presence } = record;
  const resumed = useResumed(record.id, () => entity.title);
  const title = (): string => titleOf(entity, row());
  const titleField = entity.fields[entity.title];
  const fixedTitle = (): boolean => record.deniedIn(entity.title) !== null || entity.appendOnly === true || !titleField;
  const chip = () => {
    const field = entity.chip ? entity.fields[entity.chip] : undefined;
    const id = entity.chip ? textOf(row(), entity.chip) : null;
    return field?.kind === "option" ? field.options.find((option) => option.id === id) : undefined;
  };
  const subtitle = (): string | undefined => (entity.subtitle === entity.number?.field ? undefined : entity.subtitle);
  const number = (): string | null => (entity.number ? textOf(row(), entity.number.field) : null);

  const restore = async (): Promise<void> => notice(await record.write(t("record.restored", { name: title() }), { deleted: null }));

  return (
    <header class="record-head">
      <div class="record-head__line">
        <span class="record-head__icon" title={record.words().one}>
          <Icon name={iconOf(entity.icon)} size={18} />
        </span>
        <div class="record-head__title">
          <Show
            when={!fixedTitle() && titleField}
            fallback={<h1 class="record-title" dir="auto">{title()}</h1>}
          >
            {(field) => (
              <>
                <h1 class="quiet-only-for-ears" dir="auto">{title()}</h1>
                <FieldEditor
                  bare
                  inline
                  label={record.words().fields[entity.title] ?? entity.title}
                  field={field()}
                  name={entity.title}
                  value={row()[entity.title]}
                  glow={record.glowOf(entity.title)}
                  presence={presence.inField(entity.title)}
                  onFocusIn={() => presence.enter(entity.title)}
                  onFocusOut={() => presence.leave(entity.title)}
                  resumed={resumed.value()}
                  onResolved={resumed.forget}
                  onCommit={(value) => resumed.settle(record.write(t("record.edited", { field: record.words().fields[entity.title] ?? "" }), { [entity.title]: value }))}
                />
              </>
            )}
          </Show>
        </div>
        <Show when={props.behind}>
          <Faces people={presence.people()} label={t("shell.here")} />
        </Show>
        <div class="record-head__actions">
          <ActionButton action="record.previous" size="small" compact />
          <ActionButton action="record.next" size="small" compact />
          <ActionButton action="record.share" size="small" kind="quiet" />
          <Menu label={t("ui.more")} items={actions.menu(...props.menu)} trigger={<Icon name="ellipsis" />} triggerClass="button icon-button" triggerSize="small" placement="bottom-end" />
        </div>
      </div>
      <div class="record-head__meta">
        <span>{record.words().one}</span>
        <Show when={number()}>{(text) => <span class="record-head__number" title={text().startsWith("~") ? t("record.provisional") : undefined}>{text()}</span>}</Show>
        <Show when={chip()}>{(option) => <OptionChip option={option()} words={record.words().options[entity.chip ?? ""]} />}</Show>
        <Dynamic component={screenOf(entity.kind).head} />
        <Show when={subtitle()}>
          {(name) => <FieldView field={entity.fields[name()] ?? { kind: "text" }} words={record.words().options[name()]} value={row()[name()]} links />}
        </Show>
      </div>
      <Show when={isPooled(entity)}>
        <PoolBanner />
      </Show>
      <Show when={markOf(row(), "deleted")}>
        {(mark) => (
          <div class="record-banner" role="status">
            <Icon name="trash" />
            <span>{t("record.inBin", { name: nameOf(mark().by) })}</span>
            <Button size="small" onClick={() => void restore()}>
              {t("record.restore")}
            </Button>
          </div>
        )}
      </Show>
    </header>
  );
};
