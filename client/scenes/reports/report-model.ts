import { createEffect, createMemo, createSignal, on, untrack, type Accessor } from "solid-js";
import { closeOver, createParams, openOver, replaceParams, shownPath } from "#client/address/address.ts";
import { findEntity } from "#client/replica/seen.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { PeriodUse } from "#domain/reports/catalogue.ts";
import { departmentAndBelow, type Narrowing } from "#domain/reports/narrow.ts";
import type { Entity, Filter, Row } from "#domain/schema/entity.ts";
import { useCompany } from "#client/fields/company.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica, type Replica } from "#client/replica/replica-context.tsx";
import { bothOf } from "#client/query/filter-tree.ts";
import { createReportWords, type ReportWords } from "#client/reports/report-words.ts";
import { readPlace, writePlace, type SheetPlace } from "#client/reports/sheet.ts";
import { same } from "#domain/same.ts";
import { FIRST_SETTINGS, paramsOf, parseSettings, withParams, type ReportSettings, type SettingParams } from "#client/reports/report-settings.ts";

/** What the parts of the report screen share. */
export interface ReportModel {
  /** False until the device's storage has answered. */
  readonly ready: Accessor<boolean>;
  readonly settings: Accessor<ReportSettings>;
  readonly change: (part: Partial<ReportSettings>) => void;
  readonly rights: Accessor<readonly string[]>;
  /** Whether comprehensive reports need a feature here. */
  readonly guarded: Accessor<boolean>;
  readonly departments: Accessor<readonly Row[]>;
  readonly narrowing: (entity: Entity) => Narrowing;
  /** The same narrowing as a list's filter, on top of `filter`. */
  readonly narrowed: (entity: Entity, filter: Filter | null) => Filter | null;
  readonly words: ReportWords;
  readonly currency: Accessor<string>;
  /** For naming columns, never for reading records. */
  readonly context: () => QueryContext;
}

const LOCAL = "reports";

/** Settings of a signed-in person since the app started, so that another report opens without waiting for storage. */
const left = new WeakMap<Replica, ReportSettings>();

const MOST_DEPARTMENTS = 2_000;

export const createReportModel = (): ReportModel => {
  const replica = useReplica();
  const i18n = useI18n();
  const company = useCompany();
  const { currency } = company;
  const known = left.get(replica);
  const [settings, setSettings] = createSignal(known ?? FIRST_SETTINGS);
  const [ready, setReady] = createSignal(known !== undefined);
  const keep = (next: ReportSettings): void => {
    left.set(replica, next);
    setSettings(next);
  };
  if (!known) {
    void replica.api.getLocal(LOCAL).then((stored) => {
      keep(parseSettings(stored));
      setReady(true);
    });
  }
  const list = createListView(replica.api, () => ({ kind: "department" }), () => []);
  list.show(0, MOST_DEPARTMENTS);
  const departments = createMemo(() => list.result()?.rows ?? []);

  const narrowing = (entity: Entity): Narrowing => {
    const { owner, department } = settings();
    if (!entity.fields.owner) return {};
    return { ...(owner === null ? {} : { owner }), ...(department === null ? {} : { department }) };
  };
  return {
    ready,
    settings,
    change: (part) => {
      const next = { ...settings(), ...part };
      keep(next);
      void replica.api.setLocal({ [LOCAL]: JSON.stringify(next) });
    },
    rights: () => replica.rights()?.rights ?? [],
    guarded: () => !company.lets("reportsBy"),
    departments,
    narrowing,
    narrowed: (entity, filter) => {
      const { owner, department } = narrowing(entity);
      const byOwner: Filter | null = owner === undefined ? null : { field: "owner", is: "in", value: [owner] };
      const byDepartment: Filter | null =
        department === undefined ? null : { field: "owner.department", is: "in", value: departmentAndBelow(department, departments()) };
      return bothOf(bothOf(filter, byOwner), byDepartment);
    },
    words: createReportWords(i18n, replica.titleOf, currency),
    currency,
    context: () => ({ now: 0, today: i18n.today(), offsetMinutes: i18n.offsetMinutes(), row: () => undefined, me: replica.me().id, entity: findEntity, locale: i18n.locale() }),
  };
};

const isHere = (): boolean => shownPath().startsWith("/reports");

const FIGURE = "figure";

/** The figure whose records stand beside a report. It belongs to the address: a step back closes them, coming back from a record finds them again. */
export const createFigure = (): { readonly place: Accessor<SheetPlace | null>; readonly show: (place: SheetPlace) => void; readonly close: () => void } => {
  const params = createParams();
  const named = createMemo((): string | undefined => params()[FIGURE]);
  const [place, setPlace] = createSignal(untrack(() => (isHere() ? readPlace(named()) : null)), { equals: same });
  createEffect(
    on(
      [isHere, named],
      ([here, text], before) => {
        if (!here) return;
        const shown = untrack(place);
        // The tab of what is under the records names the report alone.
        if (before?.[0] === false && text === undefined && shown) replaceParams({ [FIGURE]: writePlace(shown) });
        else setPlace(readPlace(text));
      },
      { defer: true },
    ),
  );
  return {
    place,
    show: (next) => (place() === null ? openOver : replaceParams)({ [FIGURE]: writePlace(next) }),
    close: () => closeOver(FIGURE),
  };
};

/** The address wins when a report opens; afterwards it follows what is chosen. */
export const linkSettings = (model: ReportModel, use: Accessor<PeriodUse>, own: Accessor<boolean>): void => {
  const params = createParams();
  const one = (name: keyof SettingParams): string | undefined => params()[name];
  const asked = (): SettingParams => ({
    period: one("period"), from: one("from"), to: one("to"), owner: one("owner"), department: one("department"),
    compare: one("compare"), unit: one("unit"), ask: one("ask"),
  });
  const [taken, setTaken] = createSignal(false);
  createEffect(
    on(model.ready, (ready) => {
      if (!ready) return;
      if (isHere()) model.change(withParams(model.settings(), asked(), use()));
      setTaken(true);
    }),
  );
  createEffect(() => {
    if (taken() && isHere()) replaceParams({ ...paramsOf(model.settings(), use(), own()) });
  });
};
