import type { I18n } from "#client/i18n/i18n.tsx";
import type { Effect } from "#domain/policy/effect.ts";

/** "3 people will lose 1,204 records, 1 person gains 20." */
export const effectSentence = ({ t }: Pick<I18n, "t">, effects: readonly Effect[]): string => {
  const part = (key: "lost" | "gained"): string | null => {
    const hit = effects.filter((effect) => effect[key] > 0);
    if (hit.length === 0) return null;
    const records = t("effect.records", { count: hit.reduce((sum, effect) => sum + effect[key], 0) });
    return t(key === "lost" ? "effect.lose" : "effect.gain", { count: hit.length, records });
  };
  const [lost, gained] = [part("lost"), part("gained")];
  if (lost !== null && gained !== null) return t("effect.both", { lost, gained });
  return t("effect.one", { what: lost ?? gained ?? "" });
};
