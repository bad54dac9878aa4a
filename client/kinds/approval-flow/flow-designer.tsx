import { createMemo, For, Show, type JSX } from "solid-js";
import { coversOf, type Cover } from "#domain/approval/content.ts";
import { flowProblems } from "#domain/approval/check.ts";
import { flowsIn, type Flow } from "#domain/approval/flow.ts";
import { inOrder } from "#domain/approval/order.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Values } from "#domain/record/change.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { isDeleted, membersOf, textOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { CriteriaEditor } from "#client/query/criteria-editor.tsx";
import { useFlowRows } from "#client/record/approval/approval-flows.ts";
import { coverLabels } from "#client/record/approval/words.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { approverName } from "./approver-words.ts";
import { useConditionFault } from "./condition-fault.ts";
import { FlowChain } from "./flow-chain.tsx";
import { FlowOrder } from "./flow-order.tsx";
import { flowFieldsOf } from "./flow-fields.ts";
import { problemWords, type ProblemNames } from "./flow-sentences.ts";
import { useOrganisation } from "./organisation.ts";
import "./flow-designer.css";

/** A flow as its administrator draws it: which records, what of them, and by whom, step by step. */
export const FlowDesigner = (): JSX.Element => {
  const row = useRow();
  const entity = createMemo(() => findEntity(textOf(row(), "of") ?? ""));
  return (
    <Show when={entity()} keyed>
      {(kind) => <Designer entity={kind} />}
    </Show>
  );
};

const Designer = (props: { readonly entity: Entity }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const { t, locale, formats } = useI18n();
  const flows = useFlowRows();
  const ofKind = createMemo(() => (flows() ?? []).filter((other) => textOf(other, "of") === props.entity.kind && !isDeleted(other)).sort(inOrder));
  const earlier = createMemo(() => {
    const own = row();
    return flowsIn(ofKind().filter((other) => other.id !== own.id && inOrder(other, own) < 0), findEntity);
  });
  const faultOf = useConditionFault();
  const stored = createMemo(() => textOf(row(), "condition"));
  const readOnly = (): boolean => record.denied() !== null;
  const write = async (values: Values): Promise<void> => notice(await record.write(t("flow.changed"), values));
  return (
    <>
      <FlowCheck entity={props.entity} />
      <div class="flow">
        <div class="flow__side">
          <section class="criteria" aria-label={t("flow.which")}>
            <h2 class="section-title">{t("flow.which")}</h2>
            <p class="quiet">{t("flow.whichExplain")}</p>
            <Show when={earlier().length > 0}>
              <p class="quiet" dir="auto">{t("flow.askedBefore", { names: formats().list(earlier().map(({ name }) => name)) })}</p>
            </Show>
            <CriteriaEditor
              label={t("flow.which")}
              fields={flowFieldsOf(props.entity, locale())}
              stored={stored()}
              readOnly={readOnly()}
              faultOf={(text) => faultOf(text, props.entity)}
              broken={t("flow.conditionBroken")}
              onKeep={(condition) => void write({ condition })}
            />
          </section>
          <FlowOrder rows={ofKind()} current={row().id} readOnly={readOnly()} />
          <Covers entity={props.entity} earlier={earlier()} readOnly={readOnly()} onWrite={(values) => void write(values)} />
        </div>
        <FlowChain entity={props.entity} />
      </div>
    </>
  );
};

/** What is odd about the flow, or that all is well. */
const FlowCheck = (props: { readonly entity: Entity }): JSX.Element => {
  const replica = useReplica();
  const row = useRow();
  const i18n = useI18n();
  const organisation = useOrganisation();
  const problems = createMemo(() => (organisation().rows("user").length === 0 ? [] : flowProblems(row(), props.entity, organisation())));
  const columnName = (name: string): string => flowFieldsOf(props.entity, i18n.locale()).find(({ path }) => path === name)?.label ?? name;
  const names: ProblemNames = { approver: (approver) => approverName(i18n, replica, approver), column: columnName };
  return (
    <div class="flow__check" role="status" data-odd={problems().length > 0 ? "" : undefined}>
      <Show
        when={problems().length > 0}
        fallback={
          <p>
            <Icon name="circle-check" /> {i18n.t("flow.ends")}
          </p>
        }
      >
        <ul aria-label={i18n.t("flow.problems")}>
          <For each={problems()}>
            {(problem) => (
              <li>
                <Icon name="circle-alert" /> <span dir="auto">{problemWords(i18n, problem, names)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
};

interface CoversProps {
  readonly entity: Entity;
  /** The flows asked before this one: what they read is covered, too. */
  readonly earlier: readonly Flow[];
  readonly readOnly: boolean;
  readonly onWrite: (values: Values) => void;
}

/** What the approval is about: fields, and fields of lines. What a condition reads is in it by itself. */
const Covers = (props: CoversProps): JSX.Element => {
  const row = useRow();
  const { t, locale } = useI18n();
  const words = () => wordsOf(locale(), props.entity.kind);
  const id = (cover: Cover): string => `${props.entity.kind}.${cover}`;
  const named = createMemo(() => new Set(membersOf(row(), "covers")));
  const all = createMemo(() => new Set([...(flowsIn([{ ...row(), disabled: null }], findEntity)[0]?.covers ?? []), ...props.earlier.flatMap(({ reads }) => reads)]));
  const byCondition = (cover: Cover): boolean => all().has(cover) && !named().has(id(cover));
  return (
    <section class="flow__covers" aria-label={t("flow.covers")}>
      <h2 class="section-title">{t("flow.covers")}</h2>
      <p class="quiet">{t("flow.coversExplain")}</p>
      <div class="flow__coverlist">
        <For each={coversOf(props.entity)}>
          {(cover) => (
            <Checkbox
              label={coverLabels(words(), [cover]).join()}
              checked={named().has(id(cover)) || byCondition(cover)}
              readOnly={props.readOnly || byCondition(cover)}
              hint={byCondition(cover) ? t("flow.byCondition") : undefined}
              onCommit={(checked) => props.onWrite({ [memberPath("covers", id(cover))]: checked ? 1 : null })}
            />
          )}
        </For>
      </div>
    </section>
  );
};
