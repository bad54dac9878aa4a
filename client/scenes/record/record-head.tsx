import { createSignal, Show, type JSX } from "solid-js";
import { markOf, textOf, titleOf } from "#domain/schema/read.ts";
import type { RecordId } from "#domain/id.ts";
import { useActions } from "#client/actions/registry.tsx";
import type { Action } from "#client/actions/action.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { deniedSentence } from "#client/fields/sentences.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { recordHref, useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { Faces } from "#client/ui/face.tsx";
import { Icon, iconOf } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { OptionChip } from "#client/ui/chip.tsx";
import { useToasts } from "#client/ui/toast.tsx";
import { HotFlag } from "./hot-flag.tsx";
import { useNotice, useUndoNotice } from "./notice.ts";
import { useRecord, useRow } from "./record-model.tsx";
import { createNeighbours } from "./neighbours.ts";
import { useResumed } from "./resumed.ts";
import { SharePanel } from "./share-panel.tsx";

export interface RecordHeadProps {
  /** Ids of the list this record was opened from, in order. */
  readonly siblings?: readonly RecordId[] | undefined;
}

/** Which record this is, who is here, and what can be done with it as a whole. */
export const RecordHead = (props: RecordHeadProps): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const replica = useReplica();
  const open = useOpenRecord();
  const toasts = useToasts();
  const actions = useActions();
  const notice = useNotice();
  const done = useUndoNotice();
  const words = useI18n();
  const { t, clock } = words;
  const { entity, presence } = record;
  const resumed = useResumed(record.id, () => entity.title);
  const [sharing, setSharing] = createSignal(false);
  const neighbours = createNeighbours(replica.api, record.id, () => props.siblings);
  /* The top line shows who is on the record in front; a record beside it shows its own. */
  const inFront = (): boolean => actions.context().record === record.id;
  const title = (): string => titleOf(entity, row());
  const titleField = entity.fields[entity.title];
  const fixedTitle = (): boolean => record.denied() !== null || entity.appendOnly === true || !titleField;
  const chip = () => {
    const field = entity.chip ? entity.fields[entity.chip] : undefined;
    const id = entity.chip ? textOf(row(), entity.chip) : null;
    return field?.kind === "option" ? field.options.find((option) => option.id === id) : undefined;
  };
  const subtitle = (): string | undefined => (entity.subtitle === entity.number?.field ? undefined : entity.subtitle);
  const number = (): string | null => (entity.number ? textOf(row(), entity.number.field) : null);

  const remove = async (): Promise<void> => {
    const problem = await record.write(t("record.deleted", { name: title() }), { deleted: { by: replica.me().id, at: clock.now() } });
    if (problem) notice(problem);
    else done(t("record.deleted", { name: title() }));
  };
  const restore = async (): Promise<void> => notice(await record.write(t("record.restored", { name: title() }), { deleted: null }));
  const copyLink = async (): Promise<void> => {
    await navigator.clipboard.writeText(new URL(recordHref(record.id), location.href).href);
    toasts.say({ text: t("record.linkCopied") });
  };
  const readOnlyReason = (): string | undefined => {
    const denied = record.denied();
    return denied && entity.appendOnly !== true ? deniedSentence(words, denied) : undefined;
  };
  const commands: readonly Action[] = [
    { id: "record.previous", name: "record.previous", group: "record", icon: "chevron-up", shortcut: "k", hindrance: () => neighbours.reason("previous", t("record.noPrevious")), perform: () => void neighbours.go("previous", open) },
    { id: "record.next", name: "record.next", group: "record", icon: "chevron-down", shortcut: "j", hindrance: () => neighbours.reason("next", t("record.noNext")), perform: () => void neighbours.go("next", open) },
    { id: "record.share", name: "record.share", group: "record", icon: "share-2", visible: () => entity.access.kind === "owned", perform: () => setSharing(true) },
    { id: "record.beside", name: "action.beside", group: "record", icon: "columns-2", perform: () => open(record.id, "beside") },
    { id: "record.copyLink", name: "record.copyLink", group: "record", icon: "link", perform: () => void copyLink() },
    { id: "record.delete", name: "record.delete", group: "record", icon: "trash", danger: true, hindrance: readOnlyReason, perform: () => void remove() },
  ];
  actions.add(() => (inFront() ? commands : []));
  const items = (): readonly MenuItem[] =>
    commands.slice(3).map((command) => ({
      id: command.id,
      label: t(command.name),
      icon: command.icon,
      danger: command.danger,
      disabledReason: command.hindrance?.(actions.context()),
      run: () => command.perform(actions.context()),
    }));

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
        <Show when={!inFront()}>
          <Faces people={presence.people()} label={t("shell.here")} />
        </Show>
        <div class="record-head__actions">
          <IconButton icon="chevron-up" label={t("record.previous")} keys="k" size="small" disabledReason={neighbours.reason("previous", t("record.noPrevious"))} onClick={() => void neighbours.go("previous", open)} />
          <IconButton icon="chevron-down" label={t("record.next")} keys="j" size="small" disabledReason={neighbours.reason("next", t("record.noNext"))} onClick={() => void neighbours.go("next", open)} />
          <Show when={entity.access.kind === "owned"}>
            <Button size="small" kind="quiet" icon="share-2" onClick={() => setSharing(true)}>
              {t("record.share")}
            </Button>
          </Show>
          <Menu label={t("ui.more")} items={items()} trigger={<Icon name="ellipsis" />} triggerClass="button icon-button" triggerSize="small" placement="bottom-end" />
        </div>
      </div>
      <div class="record-head__meta">
        <span>{record.words().one}</span>
        <Show when={number()}>{(text) => <span class="record-head__number" title={text().startsWith("~") ? t("record.provisional") : undefined}>{text()}</span>}</Show>
        <Show when={chip()}>{(option) => <OptionChip option={option()} words={record.words().options[entity.chip ?? ""]} />}</Show>
        <Show when={entity.fields["hotLevel"]}>
          <HotFlag />
        </Show>
        <Show when={subtitle()}>
          {(name) => <FieldView field={entity.fields[name()] ?? { kind: "text" }} words={record.words().options[name()]} value={row()[name()]} links />}
        </Show>
      </div>
      <Show when={markOf(row(), "deleted")}>
        {(mark) => (
          <div class="record-banner" role="status">
            <Icon name="trash" />
            <span>{t("record.inBin", { name: replica.titleOf(mark().by) ?? "…" })}</span>
            <Button size="small" onClick={() => void restore()}>
              {t("record.restore")}
            </Button>
          </div>
        )}
      </Show>
      <Show when={sharing()}>
        <SharePanel onClose={() => setSharing(false)} />
      </Show>
    </header>
  );
};
