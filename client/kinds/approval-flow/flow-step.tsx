import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { approversIn, type Approver } from "#domain/approval/approvers.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity, LineRow } from "#domain/schema/entity.ts";
import { markOf, numberOf, textOf } from "#domain/schema/read.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { groupOfCriteria } from "#client/query/criteria.ts";
import { CriteriaEditor } from "#client/query/criteria-editor.tsx";
import { partWords } from "#client/query/filter-words.ts";
import { lineFields } from "#client/record/line-changes.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Button, IconButton } from "#client/ui/button.tsx";
import { Chip } from "#client/ui/chip.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { NumberInput } from "#client/ui/number-input.tsx";
import { Segmented } from "#client/ui/segmented.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import { approverName, searchApprovers } from "./approver-words.ts";
import { useConditionFault } from "./condition-fault.ts";
import { flowFieldsOf } from "./flow-fields.ts";
import { stepSentence } from "./flow-sentences.ts";

export interface FlowStepProps {
  readonly entity: Entity;
  readonly line: () => LineRow | undefined;
  readonly lineKey: string;
  readonly number: number;
  readonly count: number;
  readonly readOnly: boolean;
  readonly dragged: boolean;
  /** The step that is being dragged would come before this one. */
  readonly dropBefore: boolean;
  readonly drag: { readonly start: (key: string) => void; readonly move: (y: number) => void; readonly end: (drop: boolean) => void };
  /** Adds a step before this one. */
  readonly onInsert: () => void;
  readonly onWrite: (values: Values) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One step of a flow: who approves, whether one or all, and for which submissions, with a plain sentence of it. */
export const FlowStep = (props: FlowStepProps): JSX.Element => {
  const replica = useReplica();
  const i18n = useI18n();
  const currency = useCurrency();
  const recordName = useRecordName();
  const { t, locale } = i18n;
  const faultOf = useConditionFault();
  const line = (): LineRow => props.line() ?? { key: props.lineKey, added: { by: replica.me().id, at: 0 } };
  const nameOf = (approver: Approver): string => approverName(i18n, replica, approver);
  const approvers = createMemo(() => approversIn(textOf(line(), "approvers")));
  const condition = createMemo(() => textOf(line(), "condition"));
  const fields = createMemo(() => flowFieldsOf(props.entity, locale()));
  const conditionWords = (): string | null => {
    const group = groupOfCriteria(condition());
    return group === null || group.parts.length === 0 ? null : partWords({ i18n, fields: fields(), nameOf: recordName, currency: currency() }, group);
  };
  const branches = (): boolean => condition() !== null || numberOf(line(), "rankFrom") !== null || numberOf(line(), "rankTo") !== null;
  const [opened, setOpened] = createSignal(false);
  const says = () => stepSentence(i18n, line(), nameOf, conditionWords());
  const write = (values: Readonly<Record<string, Values[string]>>): void => props.onWrite(lineFields("nodes", props.lineKey, values));
  const setApprovers = (next: readonly Approver[]): void => write({ approvers: next.length === 0 ? null : next.join(" ") });
  const rank = (name: "rankFrom" | "rankTo"): JSX.Element => (
    <NumberInput
      label={t(`flow.${name}`)}
      readOnly={props.readOnly}
      scale={0}
      value={numberOf(line(), name) === null ? null : String(numberOf(line(), name))}
      onCommit={(value) => write({ [name]: value === null ? null : Math.min(99, Math.max(1, Number(value))) })}
    />
  );
  const items = (): readonly MenuItem[] => [
    { id: "up", label: t("lines.up"), icon: "arrow-up", keys: "alt+arrowup", disabledReason: props.number === 1 ? t("lines.isFirst") : undefined, run: () => props.onMove(-1) },
    { id: "down", label: t("lines.down"), icon: "arrow-down", keys: "alt+arrowdown", disabledReason: props.number === props.count ? t("lines.isLast") : undefined, run: () => props.onMove(1) },
    { kind: "rule" },
    { id: "remove", label: t("lines.remove"), icon: "trash", danger: true, run: props.onRemove },
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    const busy = (event.target as HTMLElement).getAttribute("aria-expanded") === "true";
    if (props.readOnly || event.isComposing || busy || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    props.onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li class="flow__step" data-line={props.lineKey} data-dragged={props.dragged ? "" : undefined} data-drop={props.dropBefore ? "" : undefined} onKeyDown={onKeyDown} aria-label={t("flow.step", { number: props.number })}>
      <Show when={!props.readOnly}>
        <div class="flow__between">
          <IconButton icon="plus" size="small" label={props.number === 1 ? t("flow.add") : t("flow.addAfter", { number: props.number - 1 })} onClick={props.onInsert} />
        </div>
      </Show>
      <div class="flow__card">
        <div class="flow__cardhead">
          <Show when={!props.readOnly}>
            <button
              type="button"
              class="button icon-button flow__handle"
              data-kind="quiet"
              data-size="small"
              aria-label={t("flow.drag", { number: props.number })}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                props.drag.start(props.lineKey);
              }}
              onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && props.drag.move(event.clientY)}
              onPointerUp={() => props.drag.end(true)}
              onPointerCancel={() => props.drag.end(false)}
            >
              <Icon name="grip-vertical" />
            </button>
          </Show>
          <span class="flow__number">{props.number}</span>
          <TextInput bare inline label={t("flow.stepName")} placeholder={t("flow.step", { number: props.number })} value={textOf(line(), "name")} readOnly={props.readOnly} maxLength={80} onCommit={(name) => write({ name })} />
          <Show when={!props.readOnly}>
            <Menu label={t("lines.menu")} items={items()} trigger={<Icon name="ellipsis" />} triggerClass="button icon-button" triggerSize="small" placement="bottom-end" />
          </Show>
        </div>
        <p class="flow__says" dir="auto">
          {says().who} <span class="quiet">({says().when})</span>
        </p>
        <div class="flow__approvers">
          <For each={approvers()}>
            {(approver) => (
              <Chip
                label={nameOf(approver)}
                onRemove={props.readOnly ? undefined : () => setApprovers(approvers().filter((other) => other !== approver))}
                removeLabel={t("flow.removeApprover", { name: nameOf(approver) })}
              />
            )}
          </For>
          <Show when={!props.readOnly}>
            <Combobox bare label={t("flow.addApprover")} placeholder={t("flow.addApprover")} value={null} search={searchApprovers(i18n, replica, approvers)} onCommit={(choice) => choice && setApprovers([...approvers(), choice.id])} />
          </Show>
          <Show when={!props.readOnly && approvers().length > 0}>
            <Segmented
              label={t("flow.mode")}
              options={[
                { id: "any", label: t("flow.any") },
                { id: "all", label: t("flow.all") },
              ]}
              value={markOf(line(), "everyone") ? "all" : "any"}
              onChange={(mode) => write({ everyone: mode === "all" ? { by: replica.me().id, at: i18n.clock.now() } : null })}
            />
          </Show>
        </div>
        <Show
          when={branches() || opened()}
          fallback={
            <Show when={!props.readOnly}>
              <div>
                <Button size="small" kind="quiet" onClick={() => setOpened(true)}>
                  {t("flow.branchAdd")}
                </Button>
              </div>
            </Show>
          }
        >
          <fieldset class="flow__branch">
            <legend>{t("flow.branch")}</legend>
            <div class="flow__ranks">
              {rank("rankFrom")}
              {rank("rankTo")}
              <p class="quiet">{t("flow.rankHint")}</p>
            </div>
            <CriteriaEditor
              label={t("flow.condition")}
              fields={fields()}
              stored={condition()}
              readOnly={props.readOnly}
              faultOf={(text) => faultOf(text, props.entity)}
              broken={t("flow.conditionBroken")}
              onKeep={(text) => write({ condition: text })}
            />
          </fieldset>
        </Show>
      </div>
    </li>
  );
};
