import { createEffect, createSignal, Match, on, Show, Switch, type JSX } from "solid-js";
import { sameValue } from "#domain/record/change.ts";
import type { Cell } from "#domain/schema/entity.ts";
import type { Field, FieldValue, Mark } from "#domain/schema/field.ts";
import { oddFormat } from "#domain/schema/odd.ts";
import { isMark } from "#domain/schema/mark.ts";
import { checkValue } from "#domain/schema/validate.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { typedNumber } from "#client/i18n/typed-number.ts";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";
import { Switch as Toggle } from "#client/ui/checkbox.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { DateInput } from "#client/ui/date-input.tsx";
import type { InputProps } from "#client/ui/field.tsx";
import { MoneyInput, NumberInput } from "#client/ui/number-input.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { TextArea, TextInput } from "#client/ui/text-input.tsx";
import type { RecordId } from "#domain/id.ts";
import { useCompany } from "./company.ts";
import "./fields.css";
import { InstantInput } from "./instant-input.tsx";
import { isYear } from "./year.ts";
import { useOpenRecord, useRecordName } from "./record-link.tsx";
import { offeredChoices, searchRecords, type RecordFilter } from "./choices.ts";
import { problemSentence, type FieldProblem } from "./sentences.ts";

/** A commit that failed says why; its value then stays in the editor with the sentence below it. What its author left is gone. */
export type CommitValue = (value: FieldValue) => void | Promise<EditProblem | null>;

export interface FieldEditorProps extends InputProps {
  readonly field: Field;
  readonly value: Cell;
  readonly onCommit: CommitValue;
  readonly words?: Readonly<Record<string, string>> | undefined;
  /** Which records a reference offers. */
  readonly only?: RecordFilter | undefined;
  /** Makes a record of a name typed into a reference. */
  readonly onCreate?: ((name: string) => void) | undefined;
  /** A refused value to begin with, with the sentence that says why. */
  readonly resumed?: { readonly value: FieldValue; readonly reason: string } | undefined;
  /** Called when a refused value has been corrected or given up. */
  readonly onResolved?: (() => void) | undefined;
  /** For table cells: an option list opens at once and tells when it closes. */
  readonly open?: boolean | undefined;
  readonly onClosed?: (() => void) | undefined;
}

/** Longest wait for the record's row after its change has been stored, in milliseconds: a change that changes nothing brings none. */
const ECHO = 2_000;

interface Kept {
  readonly value: FieldValue;
  /** Whether it is stored; then the next row has it. */
  stored: boolean;
}

interface Rejected {
  readonly value: FieldValue;
  readonly reason: string;
}

/**
 * Edits one value of any kind by its definition. Enter or leaving keeps, Esc reverts. A value that does not fit stays in the
 * box with a sentence below it until it is corrected or reverted, whatever arrives from others meanwhile.
 */
export const FieldEditor = (props: FieldEditorProps): JSX.Element => {
  const words = useI18n();
  const [refused, setRejected] = createSignal<Rejected | null>(null);
  const rejected = (): Rejected | null => refused() ?? props.resumed ?? null;
  /* What was kept stands until the record says the same: whoever goes on at once goes on from that. */
  const [kept, setKept] = createSignal<Kept | null>(null);
  createEffect(on(() => props.value, () => kept()?.stored && setKept(null), { defer: true }));
  const resolve = (): void => {
    setRejected(null);
    if (props.resumed) props.onResolved?.();
  };
  const reject = (value: FieldValue, problem: FieldProblem): void => {
    setRejected({ value, reason: problemSentence(words, problem) });
  };
  const shown = (): Cell => {
    const standing = rejected() ?? kept();
    return standing ? standing.value : props.value;
  };
  const commit = async (value: FieldValue): Promise<void> => {
    const verdict = checkValue(props.field, value, props.name ?? "");
    if (!verdict.ok) {
      reject(value, verdict.error);
      return;
    }
    const outcome = props.onCommit(value);
    resolve();
    if (!outcome) return;
    const mine: Kept = { value, stored: false };
    setKept(mine);
    const problem = await outcome;
    // A later value has taken its place.
    if (kept() !== mine) return;
    if (problem || sameValue((props.value ?? null) as FieldValue, value)) setKept(null);
    if (problem && problem.type !== "Withdrawn") reject(value, problem);
    mine.stored = true;
    setTimeout(() => kept() === mine && setKept(null), ECHO);
  };
  /* Enter keeps a refused value as it stands: what was in its way may be gone. */
  const again = (): void => {
    const standing = rejected();
    if (standing) void commit(standing.value);
  };
  /* Getters, so that a change of one trait does not wake what depends on another. */
  const input: InputProps = {
    get label() {
      return props.label;
    },
    get bare() {
      return props.bare;
    },
    get beside() {
      return props.beside;
    },
    get inline() {
      return props.inline;
    },
    get hint() {
      return props.hint;
    },
    get notice() {
      const odd = rejected() ? null : oddFormat(props.field, props.value);
      return props.notice ?? (odd ? words.t(`odd.${odd}`) : undefined);
    },
    get error() {
      return rejected()?.reason ?? props.error;
    },
    get required() {
      return props.field.required ?? props.required;
    },
    get readOnly() {
      return props.readOnly;
    },
    get placeholder() {
      return props.placeholder;
    },
    get autofocus() {
      return props.autofocus;
    },
    get name() {
      return props.name;
    },
    get presence() {
      return props.presence;
    },
    get glow() {
      return props.glow;
    },
    onFocusIn: () => props.onFocusIn?.(),
    onFocusOut: () => props.onFocusOut?.(),
  };
  return (
    <div
      class="field-editor"
      onKeyDown={(event) => {
        if (event.defaultPrevented || event.isComposing || !rejected()) return;
        if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.value !== "") again();
        if (event.key !== "Escape") return;
        event.preventDefault();
        resolve();
      }}
    >
      <KindEditor {...props} input={input} value={shown()} commit={(value) => void commit(value)} />
    </div>
  );
};

interface KindEditorProps extends FieldEditorProps {
  readonly input: InputProps;
  readonly commit: (value: FieldValue) => void;
}

const asText = (value: Cell): string | null => (typeof value === "string" ? value : null);

const KindEditor = (props: KindEditorProps): JSX.Element => {
  const company = useCompany();
  const places = (): number | null => company.places(field());
  const field = (): Field => props.field;
  const text = (): string | null => asText(props.value);
  return (
    <Switch fallback={<TextInput {...props.input} value={text()} type={typeOf(field())} onCommit={props.commit} />}>
      <Match when={multiline(field())}>
        <TextArea {...props.input} value={text()} onCommit={props.commit} rows={props.inline ? 1 : 3} />
      </Match>
      <Match when={field().kind === "money"}>
        <MoneyInput {...props.input} value={text()} currency={company.currency()} scale={places() ?? 2} shownPlaces={places() ?? undefined} onCommit={props.commit} />
      </Match>
      <Match when={field().kind === "decimal"}>
        <NumberInput {...props.input} value={text()} scale={places() ?? scaleOf(field(), 4)} shownPlaces={places() ?? undefined} onCommit={props.commit} />
      </Match>
      <Match when={field().kind === "percent"}>
        <NumberInput {...props.input} value={text()} scale={4} after="%" onCommit={props.commit} />
      </Match>
      <Match when={isYear(field())}>
        <TextInput
          {...props.input}
          value={props.value === null || props.value === undefined ? null : String(props.value)}
          onCommit={(text) => props.commit(text === null ? null : (Number(typedNumber(text) ?? Number.NaN) || text))}
        />
      </Match>
      <Match when={field().kind === "integer"}>
        <NumberInput
          {...props.input}
          value={typeof props.value === "number" ? String(props.value) : null}
          scale={0}
          onCommit={(value) => props.commit(value === null ? null : Number(value))}
        />
      </Match>
      <Match when={field().kind === "day"}>
        <DateInput {...props.input} value={text()} onCommit={props.commit} />
      </Match>
      <Match when={field().kind === "instant"}>
        <InstantInput {...props.input} value={typeof props.value === "number" ? props.value : null} onCommit={props.commit} />
      </Match>
      <Match when={field().kind === "option"}>
        <Select {...props.input} value={text()} options={offeredChoices(field(), props.words, text())} open={props.open} onClosed={props.onClosed} onCommit={props.commit} />
      </Match>
      <Match when={field().kind === "ref"}>
        <RefEditor {...props} />
      </Match>
      <Match when={field().kind === "mark"}>
        <MarkEditor {...props} />
      </Match>
    </Switch>
  );
};

const multiline = (field: Field): boolean => field.kind === "text" && field.multiline === true;

const scaleOf = (field: Field, usual: number): number => ("scale" in field ? (field.scale ?? usual) : usual);

const typeOf = (field: Field): "text" | "tel" | "email" | "url" => {
  const format = field.kind === "text" ? field.format : undefined;
  if (format === "phone") return "tel";
  return format === "email" || format === "url" ? format : "text";
};

const RefEditor = (props: KindEditorProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const open = useOpenRecord();
  const to = (): string => (props.field.kind === "ref" ? props.field.to : "");
  const chosen = (): Choice | null => {
    const id = asText(props.value);
    return id === null ? null : { id, label: nameOf(id) };
  };
  return (
    <Combobox
      {...props.input}
      value={chosen()}
      search={searchRecords(replica.api, to(), props.only)}
      onCommit={(choice) => props.commit(choice?.id ?? null)}
      onCreate={props.onCreate}
      onOpen={to() === "user" ? undefined : (choice) => open(choice.id as RecordId)}
    />
  );
};

/** Who and when behind a switch: on writes my own mark. */
const MarkEditor = (props: KindEditorProps): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const { t, formats, clock } = useI18n();
  const mark = (): Mark | null => (isMark(props.value) ? props.value : null);
  const since = (): string => {
    const present = mark();
    return present ? t("field.markBy", { name: nameOf(present.by), at: formats().instant(present.at) }) : "";
  };
  return (
    <div class="mark-editor" data-beside={props.input.beside ? "" : undefined}>
      <Toggle
        label={props.input.label}
        bare={props.input.bare ?? false}
        checked={mark() !== null}
        readOnly={props.input.readOnly ?? false}
        onCommit={(on) => props.commit(on ? { by: replica.me().id, at: clock.now() } : null)}
      />
      <Show when={mark()}>
        <span class="mark-editor__since">{since()}</span>
      </Show>
    </div>
  );
};
