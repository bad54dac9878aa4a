import { Show, type JSX } from "solid-js";
import { dayOf } from "#domain/clock.ts";
import { pendingMove, type Move } from "#domain/policy/move.ts";
import { isPooled, type Entity, type Row } from "#domain/schema/entity.ts";
import { membersOf, numberOf, textOf, titleOf } from "#domain/schema/read.ts";
import type { Mark } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Icon } from "#client/ui/icon.tsx";
import type { ListField } from "#client/query/list-fields.ts";
import { isWaitingLong, stageShare } from "./stage-days.ts";

interface CellValueProps {
  readonly entity: Entity;
  readonly field: ListField;
  readonly row: Row;
}

/** A row is one line high. */
const MOST_MEMBERS = 2;

type View = (props: CellValueProps) => JSX.Element;

const Title: View = (props) => {
  const { t } = useI18n();
  const replica = useReplica();
  const waiting = (): Move | null => (isPooled(props.entity) ? pendingMove(props.row) : null);
  return (
    <>
      <Show when={waiting()} fallback={<span dir="auto">{titleOf(props.entity, props.row)}</span>}>
        {(move) => (
          <span class="cell-waits">
            <span class="cell-waits__name" dir="auto">{titleOf(props.entity, props.row)}</span>
            <span class="cell-waits__word" title={t(`pool.waitsLong.${move().does}`)}>
              <Icon name="clock" size={12} />
              {t(`pool.short.${move().does}`)}
            </span>
          </span>
        )}
      </Show>
      <Show when={replica.looked.since(props.row).size > 0}>
        <span class="news" role="img" aria-label={t("looked.changed")} title={t("looked.changed")} />
      </Show>
    </>
  );
};

/** Several records share one line of text, which can be cut; chips of their own could not. */
const Names: View = (props) => {
  const nameOf = useRecordName();
  return <span dir="auto">{membersOf(props.row, props.field.path).map(nameOf).join(", ")}</span>;
};

const createdIn = ({ field, row }: CellValueProps): Mark | null => {
  const value = row[field.path];
  return isMark(value) ? value : null;
};

const Created: View = (props) => {
  const { formats } = useI18n();
  return (
    <Show when={createdIn(props)}>
      {(mark) => <span>{formats().day(dayOf(mark().at, -new Date(mark().at).getTimezoneOffset()))}</span>}
    </Show>
  );
};

const Plain: View = (props) => <FieldView field={props.field.field} words={props.field.options} value={props.row[props.field.path]} most={MOST_MEMBERS} />;

const viewOf = (entity: Entity, field: ListField): View => {
  if (field.path === entity.title) return Title;
  if (field.path === entity.stages?.days) return StageDays;
  if (field.from === "set" && field.field.kind === "ref") return Names;
  return field.path === "created" ? Created : Plain;
};

/** How values of a field stand in cells. Of its props only the row changes: it is asked for once for each column. */
export const cellView = (entity: Entity, field: ListField): ((props: { readonly row: Row }) => JSX.Element) => {
  const View = viewOf(entity, field);
  return (props) => <View entity={entity} field={field} row={props.row} />;
};

/** Days in the stage as a short bar and a figure; the bar is full, and in warning colour, when it has been too long. */
const StageDays: View = (props) => {
  const { t, locale, formats } = useI18n();
  const days = (): number | null => numberOf(props.row, props.field.path);
  const stage = (): string => textOf(props.row, props.entity.stages?.field ?? "") ?? "";
  const words = (): string => wordsOf(locale(), props.entity.kind).options[props.entity.stages?.field ?? ""]?.[stage()] ?? stage();
  return (
    <Show when={days() !== null}>
      <span class="stage-days" title={t("list.daysIn", { count: days() ?? 0, stage: words() })}>
        <span class="stage-days__track" aria-hidden="true">
          <span class="stage-days__fill" data-long={isWaitingLong(days() ?? 0) ? "" : undefined} style={{ transform: `scaleX(${stageShare(days() ?? 0)})` }} />
        </span>
        <span class="stage-days__figure">{formats().number(days() ?? 0)}</span>
      </span>
    </Show>
  );
};
