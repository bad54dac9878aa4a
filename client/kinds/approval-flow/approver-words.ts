import { LEAD, type Approver } from "#domain/approval/approvers.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { Replica } from "#client/replica/replica-context.tsx";
import type { Choice } from "#client/ui/option.ts";
import type { SearchChoices } from "#client/ui/search-choices.ts";

/** What an approver is called. */
export const approverName = ({ t, locale }: Pick<I18n, "t" | "locale">, replica: Replica, approver: Approver): string => {
  if (approver === LEAD) return t("flow.lead");
  if (approver.startsWith("as:")) return t("flow.rolePeople", { role: wordsOf(locale(), "user").options["role"]?.[approver.slice(3)] ?? approver });
  return replica.titleOf(approver) ?? t("flow.unknown");
};

const KIND_WORDS = { role: "flow.kind.role", group: "flow.kind.group", user: "flow.kind.person" } as const;

/** Everybody who can be made an approver: the submitter's lead, roles, groups, people. */
export const searchApprovers =
  (i18n: Pick<I18n, "t" | "locale">, replica: Replica, taken: () => readonly Approver[]): SearchChoices =>
  async (text) => {
    const { t } = i18n;
    const wanted = text.trim().toLowerCase();
    const role = entityOf("user").fields["role"];
    const fixed: readonly Choice[] = [
      { id: LEAD, label: approverName(i18n, replica, LEAD) },
      ...(role?.kind === "option" ? role.options : []).map(({ id }) => ({ id: `as:${id}`, label: approverName(i18n, replica, `as:${id}`), meta: t("flow.kind.role") })),
    ];
    const active = (row: Row): boolean => markOf(row, "disabled") === null;
    const found = await Promise.all((["group", "role", "user"] as const).map((kind) => searchRecords(replica.api, kind, active)(text)));
    const records = found.flat().map((choice): Choice => ({ ...choice, meta: t(KIND_WORDS[kindOf(choice.id) as keyof typeof KIND_WORDS]) }));
    return [...fixed.filter(({ label }) => label.toLowerCase().includes(wanted)), ...records].filter(({ id }) => !taken().includes(id));
  };
