import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Select } from "#client/ui/select.tsx";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { ImportMap, KindMap } from "#domain/transfer/import-map.ts";
import type { ImportSession } from "#client/transfer/import-session.ts";
import { keyChoices, targetLabel } from "#client/transfer/map-edits.ts";

/** What a row does to the records there are. */
export const RowRules = (props: { readonly session: ImportSession; readonly map: ImportMap }): JSX.Element => {
  const { t, locale } = useI18n();
  const entity = () => entityOf(props.map.entity);
  const many = (): string => wordsOf(locale(), props.map.entity).many;
  const own = (): boolean => props.map.columns.some(({ to }) => to === "id");
  const set = (part: Partial<KindMap>): void => props.session.setMap({ ...props.map, ...part });
  const setKey = (name: string | null): void => {
    const { key: _key, ...rest } = props.map;
    props.session.setMap(name === null ? rest : { ...rest, key: [name] });
  };
  const setDuplicates = (name: string | null): void => {
    const { duplicates: _duplicates, ...rest } = props.map;
    props.session.setMap(name === "create" || name === "skip" ? { ...rest, duplicates: name } : rest);
  };
  const keyLabel = (names: readonly string[]): string => names.map((name) => targetLabel(entity(), name, locale())).join(" + ");
  const keys = () => {
    const single = keyChoices(entity(), props.map).map((id) => ({ id, label: keyLabel([id]) }));
    const { key } = props.map;
    return key && key.length > 1 ? [{ id: key.join("+"), label: keyLabel(key) }, ...single] : single;
  };
  return (
    <div class="import-form">
      <Show when={!own()}>
        <Select label={t("import.rules.key")} placeholder={t("import.rules.noKey")} options={keys()} value={props.map.key?.join("+") ?? null} hint={t("import.rules.keyHint")} onCommit={setKey} />
      </Show>
      <Show when={own() || props.map.key}>
        <Select
          required
          label={t("import.rules.existing", { name: many() })}
          options={(["update", "skip", "create"] as const).map((id) => ({ id, label: t(`import.existing.${id}`) }))}
          value={props.map.existing ?? "update"}
          onCommit={(existing) => set({ existing: existing as "update" | "skip" | "create" })}
        />
      </Show>
      <Select
        required
        label={t("import.rules.duplicates")}
        options={(["ask", "create", "skip"] as const).map((id) => ({ id, label: t(`import.duplicates.${id}`) }))}
        hint={props.map.duplicates ? undefined : t("import.rules.duplicatesHint")}
        value={props.map.duplicates ?? "ask"}
        onCommit={setDuplicates}
      />
      <Select
        required
        label={t("import.rules.faulty")}
        options={(["skipRow", "skipCell"] as const).map((id) => ({ id, label: t(`import.faulty.${id}`) }))}
        value={props.map.faulty ?? "skipRow"}
        onCommit={(faulty) => set({ faulty: faulty as "skipRow" | "skipCell" })}
      />
    </div>
  );
};
