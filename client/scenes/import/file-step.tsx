import { For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { NumberInput } from "#client/ui/number-input.tsx";
import { Select } from "#client/ui/select.tsx";
import { ENCODINGS, type Encoding } from "#workers/transfer/decoder.ts";
import type { CsvChoice, CsvInspection } from "#workers/transfer/read-csv.ts";
import { encodingName, fileSentence } from "./import-sentences.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { PreviewTable } from "./preview-table.tsx";
import { Step } from "./step.tsx";

const DELIMITERS: Readonly<Record<string, "comma" | "semicolon" | "tab" | "pipe">> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };
/** Below it the guess may be wrong: the person is asked to look. */
const SURE = 0.6;

/** Which file, and how it is written. */
export const FileStep = (props: { readonly session: ImportSession }): JSX.Element => {
  const i18n = useI18n();
  const { t, formats } = i18n;
  let input: HTMLInputElement | undefined;
  const file = (): File | undefined => props.session.files()[0];
  const rest = (): readonly File[] => props.session.files().slice(1);

  const note = (): string | undefined => {
    const found = props.session.inspection();
    const chosen = file();
    if (!chosen) return undefined;
    const size = formats().bytes(chosen.size);
    return found ? t("import.file.about", { name: chosen.name, size, count: found.estimate }) : `${chosen.name} · ${size}`;
  };

  return (
    <Step
      number={1}
      title={t("import.step.file")}
      note={note()}
      end={
        <Show when={file()}>
          <Button icon="file-up" onClick={() => input?.click()}>
            {t("import.file.other")}
          </Button>
        </Show>
      }
    >
      <input
        ref={(element) => (input = element)}
        class="quiet-only-for-ears"
        type="file"
        tabindex={-1}
        aria-label={t("import.file.choose")}
        multiple
        accept=".csv,.tsv,.txt,.json,text/csv,text/plain"
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void props.session.take(chosen);
        }}
      />
      <Show when={!file()}>
        <button type="button" class="import-drop" onClick={() => input?.click()}>
          {t("import.file.drop")}
          <span>{t("import.file.kinds")}</span>
        </button>
      </Show>
      <Show when={rest().length > 0}>
        <p class="import-quiet">{t("import.file.after", { names: formats().list(rest().map(({ name }) => name)) })}</p>
      </Show>
      <Show when={props.session.problem()}>
        {(problem) => (
          <p class="import-problem" role="alert">
            {fileSentence(i18n, problem())}
          </p>
        )}
      </Show>
      <Show when={props.session.stopped()}>
        <p class="import-problem" role="alert">
          {t("import.file.stopped")}
        </p>
      </Show>
      <Show when={props.session.inspection()}>{(found) => <FileForm session={props.session} found={found()} />}</Show>
    </Step>
  );
};

const FileForm = (props: { readonly session: ImportSession; readonly found: CsvInspection }): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const dialect = () => props.found.dialect;
  const choice = (part: CsvChoice): void => {
    const { width: _width, ...kept } = dialect();
    void props.session.reread({ ...kept, ...part });
  };
  const delimiters = () => {
    const known = Object.entries(DELIMITERS).map(([id, name]) => ({ id, label: t(`import.delimiter.${name}`) }));
    return dialect().delimiter in DELIMITERS ? known : [...known, { id: dialect().delimiter, label: dialect().delimiter }];
  };
  return (
    <>
      <div class="import-form">
        <Select
          required
          label={t("import.encoding")}
          options={ENCODINGS.map((id) => ({ id, label: encodingName(i18n, id) }))}
          value={dialect().encoding}
          hint={props.found.guess.confidence < SURE && !props.found.guess.bom ? t("import.encoding.unsure") : undefined}
          onCommit={(id) => id && choice({ encoding: id as Encoding })}
        />
        <Select required label={t("import.delimiter")} options={delimiters()} value={dialect().delimiter} onCommit={(id) => id && choice({ delimiter: id })} />
        <NumberInput
          label={t("import.headerLine")}
          value={String(dialect().headerLine)}
          scale={0}
          hint={dialect().headerLine === 0 ? t("import.headerLine.none") : undefined}
          onCommit={(line) => choice({ headerLine: Math.max(0, Number(line ?? 0)) })}
        />
      </div>
      <For each={props.found.notes}>{(note) => <p class="import-warning">{fileSentence(i18n, note)}</p>}</For>
      <PreviewTable columns={props.found.columns} rows={props.found.sample} />
    </>
  );
};
