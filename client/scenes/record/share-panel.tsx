import { createSignal, For, Show, type JSX } from "solid-js";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { textOf } from "#domain/schema/read.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { IconButton } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import { PersonName } from "#client/ui/face.tsx";
import { Icon } from "#client/ui/icon.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { deniedSentence } from "#client/fields/sentences.ts";
import { RecordField } from "#client/record/record-field.tsx";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { SHARE_LEVELS, sharesOf, shareValues, type Share, type ShareLevel } from "./shares.ts";
import "./share-panel.css";

const OFFERED = 12;

/** Who has the record, and which people and groups read it, or change it too. */
export const SharePanel = (props: { readonly onClose: () => void }): JSX.Element => {
  const words = useI18n();
  const { t } = words;
  const record = useRecord();
  const row = useRow();
  const replica = useReplica();
  const notice = useNotice();
  const [level, setLevel] = createSignal<ShareLevel>("write");
  const shares = (): readonly Share[] => sharesOf(row());
  const write = async (values: Values): Promise<void> => {
    if (Object.keys(values).length > 0) notice(await record.write(t("record.share"), values));
  };
  const search = async (text: string): Promise<readonly Choice[]> => {
    const without = new Set<string>([...shares().map(({ whom }) => whom), textOf(row(), "owner") ?? ""]);
    const hits = await replica.api.search(text, ["user", "group"], OFFERED + without.size);
    return hits.filter(({ id }) => !without.has(id)).slice(0, OFFERED).map(({ id, title, subtitle }) => ({ id, label: title, meta: subtitle ?? undefined }));
  };
  return (
    <SidePanel open title={t("record.share")} onClose={() => props.onClose()} description={t("record.shareExplain")}>
      <div class="panel-form">
        <RecordField name="owner" above framed />
        <Show when={record.mayGive()}>
          <div class="share-add">
            <Combobox
              label={t("share.with")}
              placeholder={t("share.add")}
              value={null}
              search={search}
              onCommit={(choice) => choice && void write(shareValues(row(), choice.id as RecordId, level()))}
            />
            <LevelSelect label={t("share.levelOfNext")} value={level()} onCommit={setLevel} />
          </div>
        </Show>
        <ul class="shares" aria-label={t("share.with")}>
          <For each={shares()} fallback={<li class="quiet">{t("share.none")}</li>}>
            {(share) => <ShareLine share={share} mayGive={record.mayGive()} onLevel={(next) => void write(shareValues(row(), share.whom, next))} />}
          </For>
        </ul>
        <Show when={!record.mayGive()}>
          <p class="quiet">{deniedSentence(words, { reason: "notOwner" })}</p>
        </Show>
      </div>
    </SidePanel>
  );
};

interface LevelSelectProps {
  readonly label: string;
  readonly value: ShareLevel;
  readonly readOnly?: boolean;
  readonly onCommit: (level: ShareLevel) => void;
}

const LevelSelect = (props: LevelSelectProps): JSX.Element => {
  const { t } = useI18n();
  return (
    <Select
      bare
      required
      label={props.label}
      options={SHARE_LEVELS.map((id) => ({ id, label: t(`share.level.${id}`) }))}
      value={props.value}
      readOnly={props.readOnly}
      onCommit={(level) => props.onCommit(level as ShareLevel)}
    />
  );
};

interface ShareLineProps {
  readonly share: Share;
  readonly mayGive: boolean;
  readonly onLevel: (level: ShareLevel | null) => void;
}

const ShareLine = (props: ShareLineProps): JSX.Element => {
  const { t } = useI18n();
  const nameOf = useRecordName();
  const name = (): string => nameOf(props.share.whom);
  return (
    <li class="shares__line">
      <Show
        when={kindOf(props.share.whom) === "user"}
        fallback={
          <span class="person">
            <Icon name="users" />
            <span class="person__name" dir="auto">
              {name()}
            </span>
          </span>
        }
      >
        <PersonName id={props.share.whom} name={name()} />
      </Show>
      <Show when={props.mayGive} fallback={<span class="quiet">{t(`share.level.${props.share.level}`)}</span>}>
        <LevelSelect label={t("share.level", { name: name() })} value={props.share.level} onCommit={props.onLevel} />
        <IconButton icon="x" size="small" label={t("ui.remove", { name: name() })} onClick={() => props.onLevel(null)} />
      </Show>
    </li>
  );
};
