import { createSignal, onMount, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { CheckStep } from "./check-step.tsx";
import { ColumnsStep } from "./columns-step.tsx";
import { FileStep } from "./file-step.tsx";
import { ImportHistory } from "./import-history.tsx";
import { importSessionOf } from "#client/transfer/import-session.ts";
import { RunStep } from "./run-step.tsx";
import "./import.css";

/** Brings the records of a file in: file, columns, check, import, each step a section of one page. */
export const ImportScene = (): JSX.Element => {
  const { t } = useI18n();
  const session = importSessionOf(useReplica());
  const [over, setOver] = createSignal(false);
  onMount(() => void session.runner.refresh());

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void session.take([...(event.dataTransfer?.files ?? [])]);
  };

  return (
    <section
      class="import"
      aria-label={t("import.title")}
      data-over={over() ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false);
      }}
      onDrop={drop}
    >
      <FileStep session={session} />
      <Show when={session.inspection()}>
        <ColumnsStep session={session} />
        <CheckStep session={session} />
      </Show>
      <RunStep session={session} />
      <ImportHistory session={session} />
    </section>
  );
};
