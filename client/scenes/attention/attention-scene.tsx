import { createSignal, For, Show, type JSX } from "solid-js";
import type { AttentionItem } from "#workers/replica/api.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { AttentionEntry } from "./attention-entry.tsx";
import "./attention.css";

/** Changes that the server did not take. Each waits for its author's word; nothing of it is lost. */
export const AttentionScene = (): JSX.Element => {
  const replica = useReplica();
  const { t } = useI18n();
  const [said, setSaid] = createSignal("");
  const newest = (): readonly AttentionItem[] => [...replica.attention()].sort((a, b) => b.at - a.at);
  return (
    <section class="attention" aria-label={t("attention.title")}>
      <header class="attention__head">
        <h1 class="attention__title">{t("attention.title")}</h1>
        <p class="quiet">{t("attention.explain")}</p>
      </header>
      <p class="quiet-only-for-ears" role="status">
        {said()}
      </p>
      <Show when={newest().length > 0} fallback={<EmptyState icon="circle-check" title={t("attention.none")} text={t("attention.noneExplain")} />}>
        <ol class="attention__items">
          <For each={newest()}>{(item) => <AttentionEntry item={item} onDone={setSaid} />}</For>
        </ol>
      </Show>
    </section>
  );
};
