import type { I18n } from "#client/i18n/i18n.tsx";
import type { RailItem } from "#client/shell/rail.tsx";
import { iconOf } from "#client/ui/icon.tsx";
import { ENTITIES } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Place } from "./place.ts";

const AT_FOOT = new Set(["user", "department"]);

/** The rail: today, every kind of record, reports, and at the foot what is needed less often. */
export const navigationOf = (i18n: I18n, attention: number, may: { readonly import: boolean; readonly admin: boolean; readonly log: boolean }): readonly RailItem[] => {
  const { t } = i18n;
  const kinds = ENTITIES.filter((entity) => !entity.internal).map((entity) => ({
    id: entity.kind,
    href: `/${entity.kind}`,
    label: wordsOf(i18n.locale(), entity.kind).many,
    icon: iconOf(entity.icon),
    foot: AT_FOOT.has(entity.kind),
  }));
  return [
    { id: "home", href: "/", label: t("app.home"), icon: "sun" },
    ...kinds.filter((item) => !item.foot),
    { id: "report", href: "/reports", label: t("app.reports"), icon: "chart-column" },
    ...(attention > 0 ? [{ id: "attention", href: "/attention", label: t("app.attention"), icon: "circle-alert" as const, count: attention }] : []),
    ...(may.import ? [{ id: "import", href: "/import", label: t("app.import"), icon: "file-up" as const, foot: true }] : []),
    ...kinds.filter((item) => item.foot),
    ...(may.admin ? [{ id: "organisation", href: "/organisation", label: t("app.organisation"), icon: "shield" as const, foot: true }] : []),
    ...(may.admin ? [{ id: "accounts", href: "/accounts", label: t("app.accounts"), icon: "key-round" as const, foot: true }] : []),
    ...(may.log ? [{ id: "log", href: "/log", label: t("app.log"), icon: "history" as const, foot: true }] : []),
    { id: "bin", href: "/bin", label: t("app.bin"), icon: "trash", foot: true },
    { id: "settings", href: "/settings", label: t("app.settings"), icon: "settings", foot: true },
  ];
};

/** Id of the rail's item for a place. */
export const navigationIdOf = (place: Place): string | undefined => {
  if (place.at === "list") return place.kind;
  return place.at === "nowhere" || place.at === "record" ? undefined : place.at;
};

/** What the top line calls a place. */
export const placeTitle = (i18n: I18n, place: Place): string => {
  const { t } = i18n;
  switch (place.at) {
    case "list":
      return wordsOf(i18n.locale(), place.kind).many;
    case "report":
      return t("app.reports");
    case "record":
      return "";
    case "nowhere":
      return t("notFound.title");
    default:
      return t(`app.${place.at}`);
  }
};
