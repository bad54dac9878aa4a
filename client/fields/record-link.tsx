import { createContext, Show, useContext, type JSX } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import { kindOf } from "#domain/id.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { PersonName } from "#client/ui/face.tsx";
import "./fields.css";

/** A tab of its own, beside what is shown, or in the place of a record that is shown. */
export type OpenWhere = "here" | "beside" | { readonly insteadOf: RecordId };

/** How a screen goes to a record. */
export type OpenRecord = (record: RecordId, where?: OpenWhere) => void;

const OpenRecordContext = createContext<OpenRecord>();

export const OpenRecordProvider = OpenRecordContext.Provider;

/** Goes to a record. Throws outside its provider. */
export const useOpenRecord = (): OpenRecord => {
  const open = useContext(OpenRecordContext);
  if (!open) throw new Error("useOpenRecord needs an OpenRecordProvider above it");
  return open;
};

/** Address of a record within the app. */
export const recordHref = (record: string): string => `/${record}`;

export interface RecordLinkProps {
  readonly id: string;
  /** Shown instead of the record's title. */
  readonly children?: JSX.Element;
  readonly tabindex?: number;
}

/** What a record is called, or that this person may not read it; three dots while that is not known yet. */
export const useRecordName = (): ((record: string) => string) => {
  const replica = useReplica();
  const { t } = useI18n();
  return (record) => replica.titleOf(record) ?? (replica.knowsTitles() ? t("record.notReadable") : "…");
};

/** A record's title that leads to it; with Ctrl, Cmd or the middle button the browser opens it elsewhere, with Shift it opens beside. */
export const RecordLink = (props: RecordLinkProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const open = useOpenRecord();
  const isHidden = (): boolean => replica.titleOf(props.id) === null && replica.knowsTitles();
  return (
    <Show when={!isHidden()} fallback={<span class="quiet">{nameOf(props.id)}</span>}>
      <a
        class="record-link"
        href={recordHref(props.id)}
        tabindex={props.tabindex}
        dir="auto"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.button !== 0) return;
          event.preventDefault();
          event.stopPropagation();
          open(props.id as RecordId, event.shiftKey ? "beside" : "here");
        }}
      >
        {props.children ?? nameOf(props.id)}
      </a>
    </Show>
  );
};

/** What a record is called, in running text: people with their face, others as their title. */
export const RecordName = (props: { readonly id: string }): JSX.Element => {
  const nameOf = useRecordName();
  const title = (): string => nameOf(props.id);
  return (
    <Show when={kindOf(props.id) === "user"} fallback={<span dir="auto">{title()}</span>}>
      <PersonName id={props.id} name={title()} />
    </Show>
  );
};
