import { createSignal, For, Show, type JSX } from "solid-js";
import { entityOf } from "#domain/entities/registry.ts";
import { OWNED_KIND_NAMES, type OwnedKind } from "#domain/entities/owned-kinds.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { ACTIONS, type Action } from "#domain/policy/job-function.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import { membersOf, titleOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { RelatedLists } from "#client/record/general-work.tsx";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { FieldLevels } from "./field-levels.tsx";
import { walkGrid } from "./grid-keys.ts";
import { cellsOf, switchCells, switchedIn, type Cells, type FieldRights } from "./matrix.ts";
import "./matrix.css";

/** What the people with this function do: features, actions by kind of record, and the level of each field. */
export const JobFunctionWork = (): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const { t } = useI18n();
  const set = (name: string): ReadonlySet<string> => new Set(membersOf(row(), name));
  const readOnly = (): boolean => record.denied() !== null;
  const write = async (values: Values): Promise<void> => {
    if (Object.keys(values).length === 0) return;
    notice(await record.write(t("matrix.changed", { name: titleOf(record.entity, row()) }), values));
  };
  return (
    <>
      <Features has={set("features")} readOnly={readOnly()} onWrite={(values) => void write(values)} />
      <section class="matrix-part" aria-label={t("matrix.records")}>
        <h2 class="section-title">{t("matrix.records")}</h2>
        <div class="matrix__scroll">
          <table class="matrix" onKeyDown={walkGrid}>
            <MatrixHead may={set("may")} readOnly={readOnly()} onWrite={(values) => void write(values)} />
            <tbody>
              <For each={OWNED_KIND_NAMES}>
                {(kind) => (
                  <KindRow
                    kind={kind}
                    may={set("may")}
                    rights={{ features: set("features"), readOnly: set("readOnly"), hidden: set("hidden") }}
                    readOnly={readOnly()}
                    onWrite={(values) => void write(values)}
                  />
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
      <RelatedLists />
    </>
  );
};

interface PartProps {
  readonly readOnly: boolean;
  readonly onWrite: (values: Values) => void;
}

const Features = (props: PartProps & { readonly has: ReadonlySet<string> }): JSX.Element => {
  const record = useRecord();
  const { t } = useI18n();
  const options = () => {
    const of = record.entity.sets?.["features"]?.of;
    return of?.kind === "option" ? of.options : [];
  };
  return (
    <section class="matrix-part" aria-label={t("matrix.features")}>
      <h2 class="section-title">{t("matrix.features")}</h2>
      <div class="matrix__features">
        <For each={options()}>
          {({ id }) => (
            <Checkbox
              label={record.words().options["features"]?.[id] ?? id}
              checked={props.has.has(id)}
              readOnly={props.readOnly}
              onCommit={(on) => props.onWrite({ [memberPath("features", id)]: on ? 1 : null })}
            />
          )}
        </For>
      </div>
    </section>
  );
};

interface CellProps extends PartProps {
  readonly label: string;
  readonly may: ReadonlySet<string>;
  readonly cells: Cells;
}

const Cell = (props: CellProps): JSX.Element => {
  const switched = () => switchedIn(props.may, props.cells);
  return (
    <span data-cell>
      <Checkbox
        bare
        label={props.label}
        checked={switched() === "all"}
        mixed={switched() === "some"}
        readOnly={props.readOnly}
        onCommit={(on) => props.onWrite(switchCells(props.may, props.cells, on))}
      />
    </span>
  );
};

const MatrixHead = (props: PartProps & { readonly may: ReadonlySet<string> }): JSX.Element => {
  const { t } = useI18n();
  const word = (action: Action): string => t(`matrix.action.${action}`);
  return (
    <thead>
      <tr>
        <th scope="col">{t("matrix.kind")}</th>
        <th scope="col">
          <span class="matrix__column">
            {t("matrix.all")}
            <Cell {...props} label={t("matrix.whole")} cells={cellsOf(null, null)} />
          </span>
        </th>
        <For each={ACTIONS}>
          {(action) => (
            <th scope="col">
              <span class="matrix__column">
                {word(action)}
                <Cell {...props} label={t("matrix.allKinds", { action: word(action) })} cells={cellsOf(null, action)} />
              </span>
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
};

interface KindRowProps extends PartProps {
  readonly kind: OwnedKind;
  readonly may: ReadonlySet<string>;
  readonly rights: FieldRights;
}

const KindRow = (props: KindRowProps): JSX.Element => {
  const { t, locale } = useI18n();
  const [open, setOpen] = createSignal(false);
  const words = () => wordsOf(locale(), props.kind);
  const ofKind = (names: ReadonlySet<string>): number => [...names].filter((field) => field.startsWith(`${props.kind}.`)).length;
  return (
    <>
      <tr>
        <th scope="row">
          <span data-cell>
            <button type="button" class="matrix__kind" aria-expanded={open()} aria-label={t("matrix.fields", { kind: words().many })} onClick={() => setOpen(!open())}>
              <Icon name={open() ? "chevron-down" : "chevron-right"} size={14} />
              {words().many}
              <Show when={ofKind(props.rights.readOnly)}>{(count) => <span class="matrix__note">{t("matrix.readOnly", { count: count() })}</span>}</Show>
              <Show when={ofKind(props.rights.hidden)}>{(count) => <span class="matrix__note">{t("matrix.hidden", { count: count() })}</span>}</Show>
            </button>
          </span>
        </th>
        <td>
          <Cell {...props} label={t("matrix.everything", { kind: words().many })} cells={cellsOf(props.kind, null)} />
        </td>
        <For each={ACTIONS}>
          {(action) => (
            <td>
              <Cell {...props} label={t("matrix.cell", { kind: words().many, action: t(`matrix.action.${action}`) })} cells={cellsOf(props.kind, action)} />
            </td>
          )}
        </For>
      </tr>
      <Show when={open()}>
        <tr>
          <td colSpan={ACTIONS.length + 2} class="matrix__fields">
            <FieldLevels entity={entityOf(props.kind)} rights={props.rights} readOnly={props.readOnly} onWrite={props.onWrite} />
          </td>
        </tr>
      </Show>
    </>
  );
};
