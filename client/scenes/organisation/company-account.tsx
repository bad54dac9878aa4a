import { For, Show, type JSX } from "solid-js";
import { termOf } from "#domain/entities/workspace/term.ts";
import type { EntityWords } from "#domain/schema/words.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, numberOf, textOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";

/** Days before the end from which it is said loudly. */
const SOON = 30;

/** The company's account as its operator has set it: how it came to be, since when, and until when. */
export const CompanyAccount = (props: { readonly row: Row; readonly words: EntityWords }): JSX.Element => {
  const { t, formats, today } = useI18n();
  const term = () => termOf(props.row, today());
  const ending = (): string => {
    const ends = term();
    if (!ends) return t("company.noEnd");
    const day = formats().day(ends.until);
    return ends.left < 0 ? t("company.ended", { day }) : t("company.left", { day, count: ends.left });
  };
  const applied = (): string => textOf(props.row, "applied") ?? "selfHosted";
  const lines = (): readonly (readonly [string, string | null])[] => {
    const activated = numberOf(props.row, "activated") ?? markOf(props.row, "created")?.at ?? null;
    return [
      ["account", textOf(props.row, "account")],
      ["plan", textOf(props.row, "plan")],
      ["applied", props.words.options["applied"]?.[applied()] ?? null],
      ["activated", activated === null ? null : formats().instant(activated)],
      ["expires", ending()],
    ];
  };
  return (
    <>
      <dl class="company-account">
        <For each={lines().filter(([, value]) => value !== null)}>
          {([name, value]) => (
            <>
              <dt>{props.words.fields[name]}</dt>
              <dd data-soon={name === "expires" && (term()?.left ?? Infinity) <= SOON ? "" : undefined}>{value}</dd>
            </>
          )}
        </For>
      </dl>
      <Show when={term() === null && applied() === "selfHosted"}>
        <p class="company__quiet">{t("company.selfHosted")}</p>
      </Show>
      <p class="company__quiet">{t("company.operator")}</p>
    </>
  );
};
