import { createMemo, createSignal, type JSX } from "solid-js";
import { ENTITIES } from "#domain/entities/registry.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { FilterEditor } from "#client/query/filter-editor.tsx";
import { filterOf, groupOf, type FilterGroup } from "#client/query/filter-tree.ts";
import { filterFieldsOf } from "#client/query/list-fields.ts";
import { IconButton } from "#client/ui/button.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { MultiSelect } from "#client/ui/multi-select.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Popover } from "#client/ui/popover.tsx";
import { Select } from "#client/ui/select.tsx";
import { ownDates, ownDimensions, ownMeasures, ownStart } from "#client/reports/definition.ts";
import type { ReportModel } from "./report-model.ts";
import { MOST_MEASURES, type OwnReport } from "#client/reports/report-settings.ts";

const NONE = "";

/** Puts a report together: which records, which figures, by what, of which date, under which conditions. */
export const OwnEditor = (props: { readonly model: ReportModel }): JSX.Element => {
  const { t, locale } = useI18n();
  const { words } = props.model;
  const own = (): OwnReport => props.model.settings().own;
  const change = (part: Partial<OwnReport>): void => props.model.change({ own: { ...own(), ...part } });
  const entity = createMemo(() => entityOf(own().kind));
  const kinds = (): readonly Choice[] => ENTITIES.filter((each) => !each.internal).map(({ kind }) => ({ id: kind, label: wordsOf(locale(), kind).many }));
  const measures = createMemo<readonly Choice[]>(() =>
    ownMeasures(entity(), props.model.context(), props.model.rights()).map((id) => ({ id, label: words.measure(own().kind, id) })),
  );
  const dimensions = createMemo<readonly Choice[]>(() =>
    ownDimensions(entity(), props.model.context()).map(({ path }) => ({ id: path, label: words.dimension(own().kind, path) })),
  );
  const dates = createMemo<readonly Choice[]>(() => [
    ...ownDates(entity(), props.model.context()).map((path) => ({ id: path, label: words.dimension(own().kind, path) })),
    { id: NONE, label: t("report.own.noDate") },
  ]);
  const matching = (choices: readonly Choice[], text: string): readonly Choice[] => {
    const wanted = text.trim().toLowerCase();
    return choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  };
  const chosen = (at: number): Choice | null => dimensions().find((choice) => choice.id === own().by[at]) ?? null;
  const setDimension = (at: number, choice: Choice | null): void => {
    const by = [...own().by];
    if (choice === null) by.splice(at, 1);
    else by[at] = choice.id;
    change({ by: [...new Set(by)] });
  };
  const [group, setGroup] = createSignal<FilterGroup>(groupOf(own().filter));
  const fields = createMemo(() => filterFieldsOf(entity(), locale(), props.model.rights()));
  const changeGroup = (next: FilterGroup): void => {
    setGroup(next);
    change({ filter: filterOf(next) });
  };
  const changeKind = (kind: string | null): void => {
    if (kind === null) return;
    setGroup(groupOf(null));
    change(ownStart(entityOf(kind), props.model.context()));
  };
  return (
    <div class="own-report" role="group" aria-label={t("report.own")}>
      <div class="own-report__kind">
        <Select required label={t("report.own.kind")} options={kinds()} value={own().kind} onCommit={changeKind} />
      </div>
      <div class="own-report__measures">
        <MultiSelect
          label={t("report.own.measures")}
          values={own().measures.map((id) => ({ id, label: words.measure(own().kind, id) }))}
          search={(text) => matching(measures(), text)}
          onAdd={(choice) => change({ measures: [...own().measures, choice.id].slice(0, MOST_MEASURES) })}
          onRemove={(choice) => {
            const left = own().measures.filter((id) => id !== choice.id);
            if (left.length > 0) change({ measures: left });
          }}
        />
      </div>
      <div class="own-report__by">
        <Combobox required label={t("report.own.rows")} value={chosen(0)} search={(text) => matching(dimensions(), text)} onCommit={(choice) => choice && setDimension(0, choice)} />
      </div>
      <IconButton
        icon="refresh-cw"
        label={t("report.own.rotate")}
        disabledReason={own().by.length < 2 ? t("report.own.rotateNeeds") : undefined}
        onClick={() => change({ by: own().by.toReversed() })}
      />
      <div class="own-report__by">
        <Combobox
          label={t("report.own.columns")}
          placeholder={t("report.own.noColumns")}
          value={chosen(1)}
          search={(text) => matching(dimensions(), text)}
          onCommit={(choice) => setDimension(1, choice)}
        />
      </div>
      <div class="own-report__kind">
        <Select required label={t("report.own.on")} options={dates()} value={own().on ?? NONE} onCommit={(path) => change({ on: path || null })} />
      </div>
      <Popover
        label={t("report.own.filter")}
        triggerKind="plain"
        trigger={
          <>
            <Icon name="list-filter" />
            <span>{t("report.own.filter")}</span>
            <span class="own-report__count">{group().parts.length || ""}</span>
          </>
        }
      >
        <FilterEditor fields={fields()} group={group()} onChange={changeGroup} />
      </Popover>
    </div>
  );
};
