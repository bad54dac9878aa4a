import { Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import { MOST_PLACES, WORKSPACE, workspace } from "#domain/entities/workspace/workspace.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Field, FieldValue } from "#domain/schema/field.ts";
import { numberOf, textOf } from "#domain/schema/read.ts";
import { useCompany } from "#client/fields/company.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useNotice } from "#client/record/notice.ts";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";
import type { Choice } from "#client/ui/option.ts";
import { Select } from "#client/ui/select.tsx";
import { CompanyAccount } from "./company-account.tsx";
import { countryChoices, currencyChoices, monthChoices } from "./company-choices.ts";
import { CompanyLogo } from "./company-logo.tsx";
import "./company.css";

type Name = keyof typeof workspace.fields & string;

/** What holds where the record says nothing. */
const initialOf = (name: Name): string | number | undefined => {
  const field: Field = workspace.fields[name];
  return field.initial ?? undefined;
};

/** The company's own record: who it is, and what holds for everybody in it. */
export const CompanyPage = (): JSX.Element => {
  const { t, locale } = useI18n();
  const replica = useReplica();
  const notice = useNotice();
  const company = useCompany();
  const words = () => wordsOf(locale(), "workspace");
  const label = (name: Name): string => words().fields[name] ?? name;
  const row = (): Row => company.row() ?? { id: WORKSPACE };

  const write = async (name: Name, value: FieldValue): Promise<EditProblem | null> => {
    const outcome = await replica.edit(t("record.edited", { field: label(name) }), [{ record: WORKSPACE, values: { [name]: value } }]);
    return outcome.ok ? null : outcome.error;
  };
  const choose = async (name: Name, value: FieldValue): Promise<void> => {
    const problem = await write(name, value);
    if (problem) notice(problem);
  };
  const field = (name: Name, hint?: string): JSX.Element => (
    <FieldEditor
      label={label(name)}
      field={workspace.fields[name]}
      words={words().options[name]}
      name={name}
      hint={hint}
      value={row()[name] ?? initialOf(name)}
      onCommit={(value) => write(name, value)}
    />
  );
  const places = (name: "pricePlaces" | "quantityPlaces"): JSX.Element => (
    <Select
      label={label(name)}
      name={name}
      hint={t(`company.${name}`)}
      options={Array.from({ length: MOST_PLACES + 1 }, (_, count): Choice => ({ id: String(count), label: String(count) }))}
      value={numberOf(row(), name)?.toString() ?? null}
      placeholder={t("company.placesUnset")}
      onCommit={(value) => void choose(name, value === null ? null : Number(value))}
    />
  );
  const heading = (section: string): JSX.Element => <h2 id={`company-${section}`}>{words().sections[section]}</h2>;

  return (
    <div class="company" data-ready={company.row() ? "" : undefined}>
      <Show when={company.row()}>
        <section aria-labelledby="company-basic">
          {heading("basic")}
          <CompanyLogo logo={textOf(row(), "logo")} onLogo={(logo) => void choose("logo", logo)} />
          <div class="company__fields">
            {field("name")}
            {field("shortName", t("company.shortName"))}
            <Select label={label("country")} name="country" options={countryChoices(locale(), textOf(row(), "country"))} value={textOf(row(), "country")} onCommit={(value) => void choose("country", value)} />
            {field("language", t("company.language"))}
            {field("phone")}
            {field("address")}
          </div>
        </section>
        <section aria-labelledby="company-money">
          {heading("money")}
          <div class="company__fields">
            <Select required label={label("currency")} name="currency" hint={t("company.currency")} options={currencyChoices(locale())} value={company.currency()} onCommit={(value) => void choose("currency", value)} />
            <Select
              required
              label={label("fiscalYearStart")}
              name="fiscalYearStart"
              hint={t("company.fiscalYear")}
              options={monthChoices(locale())}
              value={String(numberOf(row(), "fiscalYearStart") ?? 1)}
              onCommit={(value) => void choose("fiscalYearStart", Number(value ?? 1))}
            />
            {places("pricePlaces")}
            {places("quantityPlaces")}
          </div>
        </section>
        <section aria-labelledby="company-rules">
          {heading("rules")}
          <div class="company__fields">
            {field("zone", t("accounts.zoneHint"))}
            {field("offlineDays", t("accounts.offlineHint"))}
            {field("lookUpBy", t("company.lookUpBy"))}
            {field("reportsBy", t("company.reportsBy"))}
          </div>
        </section>
        <section aria-labelledby="company-account">
          {heading("account")}
          <CompanyAccount row={row()} words={words()} />
        </section>
      </Show>
    </div>
  );
};
