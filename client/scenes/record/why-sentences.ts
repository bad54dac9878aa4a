import type { Grant } from "#domain/policy/grant.ts";
import type { I18n } from "#client/i18n/i18n.tsx";
import type { Why } from "#workers/replica/api.ts";

export interface WhyWords {
  readonly i18n: Pick<I18n, "t" | "formats">;
  /** What the person is called, and their role. */
  readonly name: string;
  readonly role: string;
  readonly nameOf: (record: string) => string;
  /** The name of a right, and of what can be done with a record. */
  readonly right: (right: string) => string;
  /** The name of a field, `<list>.<field>` of lines. */
  readonly field: (name: string) => string;
}

const becauseOf = ({ i18n, name, role, nameOf }: WhyWords, { reason, via }: Grant): string => {
  const by = via === null ? "" : nameOf(via);
  return i18n.t(reason === "role" && via === null ? "why.because.roleAll" : `why.because.${reason}`, { name, role, via: by });
};

const keyOf = ({ reason, via }: Grant): string => `${reason} ${via}`;

const distinct = (sentences: readonly string[]): readonly string[] => [...new Set(sentences)];

/** More reasons than anybody reads: a leader has one for each person led. */
const MOST = 6;

/** Why somebody reads a record, or does not, as sentences: what gives it, its further parts, what job functions hide and do not allow. */
export const whySentences = (words: WhyWords, why: Why | null): readonly string[] => {
  const { i18n, name } = words;
  const { t, formats } = i18n;
  if (why === null) return [t("why.unknown")];
  if (!why.active) return [t("why.disabled", { name })];
  const own = why.grants.map((grant) => t(grant.write ? "why.writes" : "why.reads", { name, because: becauseOf(words, grant) }));
  /* A reason that gives the record itself is not told again for what it follows. */
  const known = new Set(why.grants.map(keyOf));
  const followed = why.follows.flatMap(({ record, grants }) =>
    grants
      .filter((grant) => !known.has(keyOf(grant)))
      .map((grant) => t("why.follows", { name, record: words.nameOf(record), because: becauseOf(words, grant) })),
  );
  const given = distinct([...own, ...followed]);
  const denied = why.denied.map((action) => t(`matrix.action.${action}`));
  const notAllowed = denied.length > 0 ? [t("why.denied", { name, actions: formats().list(denied) })] : [];
  if (given.length === 0) return [t("why.none", { name }), ...notAllowed];
  const facets = why.facets.map(({ facet, granted }) => t(granted ? "why.facet" : "why.noFacet", { name, right: words.right(facet) }));
  const hidden = why.hidden.length > 0 ? [t("why.hidden", { name, fields: formats().list(why.hidden.map(words.field)) })] : [];
  return [...given.slice(0, MOST), ...facets, ...hidden, ...notAllowed];
};
