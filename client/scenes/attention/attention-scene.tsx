import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import type { AttentionItem } from "#workers/replica/api.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { askedOf, toApprove } from "#client/record/requests.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { AttentionEntry } from "./attention-entry.tsx";
import { ApprovalEntry } from "./approval-entry.tsx";
import { RequestEntry } from "./request-entry.tsx";
import "./attention.css";

/** Changes that the server did not take. Each waits for its author's word; nothing of it is lost. */
export const AttentionScene = (): JSX.Element => {
  const replica = useReplica();
  const { t } = useI18n();
  const [said, setSaid] = createSignal("");
  const newest = (): readonly AttentionItem[] => [...replica.attention()].sort((a, b) => b.at - a.at);
  // By id, so that an entry stays as it is while others come and go.
  const asked = createMemo(() => askedOf(replica), [], { equals: (a, b) => a.length === b.length && a.every((row, index) => row.id === b[index]?.id) });
  const approvals = createMemo(() => toApprove(replica).map(({ id }) => id), [], { equals: (a, b) => a.length === b.length && a.every((id, index) => id === b[index]) });
  const all = (): number => newest().length + asked().length + approvals().length;
  return (
    <section class="attention" aria-label={t("attention.title")}>
      <header class="attention__head">
        <h1 class="attention__title">{t("attention.title")}</h1>
        <Show when={newest().length > 0 || all() === 0}>
          <p class="quiet">{t("attention.explain")}</p>
        </Show>
      </header>
      <p class="quiet-only-for-ears" role="status">
        {said()}
      </p>
      <Show when={approvals().length > 0}>
        <h2 class="attention__part">{t("approval.inbox")}</h2>
        <ol class="attention__items">
          <For each={approvals()}>{(id) => <ApprovalEntry id={id} onDone={setSaid} />}</For>
        </ol>
      </Show>
      <Show when={asked().length > 0}>
        <h2 class="attention__part">{t("requests.title")}</h2>
        <ol class="attention__items">
          <For each={asked()}>{(request) => <RequestEntry request={request} onDone={setSaid} />}</For>
        </ol>
      </Show>
      <Show when={newest().length > 0 && all() > newest().length}>
        <h2 class="attention__part">{t("requests.refused")}</h2>
      </Show>
      <Show when={all() > 0} fallback={<EmptyState icon="circle-check" title={t("attention.none")} text={t("attention.noneExplain")} />}>
        <ol class="attention__items">
          <For each={newest()}>{(item) => <AttentionEntry item={item} onDone={setSaid} />}</For>
        </ol>
      </Show>
    </section>
  );
};
