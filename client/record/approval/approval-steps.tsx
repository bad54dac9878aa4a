import { For, Show, type JSX } from "solid-js";
import type { Run, RunNode } from "#domain/approval/run.ts";
import type { ApprovalState } from "#domain/schema/entity.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Faces } from "#client/ui/face.tsx";
import { Icon } from "#client/ui/icon.tsx";

/** The steps of a run, one beside the other: who has approved, on whom it waits, what is still to come. */
export const ApprovalSteps = (props: { readonly run: Run; readonly state: ApprovalState }): JSX.Element => {
  const { t } = useI18n();
  return (
    <ol class="approval__steps" aria-label={t("approval.steps")}>
      <For each={props.run.nodes}>{(node, index) => <Step node={node} number={index() + 1} at={placeOf(index(), props.run.at, props.state)} />}</For>
    </ol>
  );
};

type At = "passed" | "here" | "rejected" | "later";

const placeOf = (index: number, at: number, state: ApprovalState): At => {
  if (index < at) return "passed";
  if (index > at) return "later";
  return state === "rejected" ? "rejected" : "here";
};

const ICONS = { passed: "circle-check", here: "clock", rejected: "circle-alert", later: "ellipsis" } as const;

const Step = (props: { readonly node: RunNode; readonly number: number; readonly at: At }): JSX.Element => {
  const nameOf = useRecordName();
  const { t, formats } = useI18n();
  const person = (id: string) => ({ id, name: nameOf(id) });
  const people = () => (props.at === "passed" ? props.node.approved : props.node.asked.filter((id) => !props.node.approved.includes(id))).map(person);
  const names = (): string => formats().list(people().map(({ name }) => name));
  const words = (): string => {
    if (props.node.own) return t("approval.passed");
    if (props.at === "later") return t("approval.later");
    if (props.at === "rejected") return t("approval.rejectedHere");
    if (people().length === 0) return "";
    return `${t(props.at === "passed" ? "approval.approvedBy" : "approval.waitsFor")} ${names()}`;
  };
  return (
    <li class="approval__step" data-at={props.at} aria-current={props.at === "here" ? "step" : undefined}>
      <Icon name={ICONS[props.at]} />
      <div>
        <p class="approval__stepname" dir="auto">
          {props.node.name || t("approval.step", { number: props.number })}
          <Show when={props.at === "here" && props.node.asked.length > 1}>
            <span class="quiet"> · {t(props.node.everyone && !props.node.instead ? "approval.allOf" : "approval.anyOf")}</span>
          </Show>
        </p>
        <Show when={props.at === "here" && props.node.instead}>
          {(instead) => (
            <p class="approval__instead">
              <span class="quiet">{t("approval.why")}</span> {t(`approval.instead.${instead()}`)}
            </p>
          )}
        </Show>
        <p class="approval__stepwords quiet">
          <Show when={(props.at === "here" || props.at === "passed") && people().length > 0}>
            <Faces people={people()} label={names()} />
          </Show>
          <span dir="auto">{words()}</span>
        </p>
      </div>
    </li>
  );
};
