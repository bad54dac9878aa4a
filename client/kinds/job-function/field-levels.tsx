import { For, Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import type { Values } from "#domain/record/change.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useRecord } from "#client/record/record-model.tsx";
import { Checkbox } from "#client/ui/checkbox.tsx";
import { walkGrid } from "./grid-keys.ts";
import { levelOf, LEVELS, levelsOf, matrixFields, setLevel, type FieldRights, type Level, type MatrixField } from "./matrix.ts";

export interface FieldLevelsProps {
  readonly entity: Entity;
  readonly rights: FieldRights;
  readonly readOnly: boolean;
  readonly onWrite: (values: Values) => void;
}

/** The fields of one kind: changed, read only, or hidden. */
export const FieldLevels = (props: FieldLevelsProps): JSX.Element => {
  const { t, locale } = useI18n();
  const record = useRecord();
  const optionsOf = (set: string): ReadonlySet<string> => {
    const of = record.entity.sets?.[set]?.of;
    return new Set(of?.kind === "option" ? of.options.map(({ id }) => id) : []);
  };
  const fields = (): readonly MatrixField[] => matrixFields(props.entity, { readOnly: optionsOf("readOnly"), hidden: optionsOf("hidden") });
  const words = () => wordsOf(locale(), props.entity.kind);
  const level = (field: MatrixField): Level => levelOf(props.rights, props.entity.kind, field);
  const isAll = (wanted: Level): boolean => fields().every((field) => !levelsOf(field).includes(wanted) || level(field) === wanted);
  const isSome = (wanted: Level): boolean => !isAll(wanted) && fields().some((field) => level(field) === wanted);
  const shown = (wanted: Level): boolean => fields().some((field) => levelsOf(field).includes(wanted));
  const label = ({ name }: MatrixField): string => {
    const [list = "", inner] = name.split(".");
    const whole = words().fields[list] ?? list;
    return inner === undefined ? whole : `${whole} › ${words().lines?.[list]?.[inner] ?? inner}`;
  };
  const put = (some: readonly MatrixField[], wanted: Level): void => props.onWrite(setLevel(props.rights, props.entity.kind, some, wanted));
  return (
    <table class="matrix" data-fields aria-label={t("matrix.fields", { kind: words().many })} onKeyDown={walkGrid}>
      <thead>
        <tr>
          <th scope="col">{t("matrix.allFields")}</th>
          <For each={LEVELS.filter(shown)}>
            {(wanted) => (
              <th scope="col">
                <span class="matrix__column">
                  {t(`matrix.level.${wanted}`)}
                  <span data-cell>
                    <Checkbox bare label={`${t("matrix.allFields")}: ${t(`matrix.level.${wanted}`)}`} checked={isAll(wanted)} mixed={isSome(wanted)} readOnly={props.readOnly} onCommit={() => put(fields(), wanted)} />
                  </span>
                </span>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={fields()}>
          {(field) => (
            <tr>
              <th scope="row">
                {label(field)}
                <Show when={field.facet}>{(facet) => <span class="matrix__note">{t("matrix.facet", { right: record.words().options["features"]?.[facet()] ?? facet() })}</span>}</Show>
              </th>
              <For each={LEVELS.filter(shown)}>
                {(wanted) => (
                  <td>
                    <Show when={levelsOf(field).includes(wanted)}>
                      <span data-cell class="matrix__choice">
                        <input
                          type="radio"
                          name={`${record.id} ${props.entity.kind}.${field.name}`}
                          aria-label={`${label(field)}: ${t(`matrix.level.${wanted}`)}`}
                          checked={level(field) === wanted}
                          disabled={props.readOnly}
                          onClick={(event) => {
                            if (level(field) === wanted) return;
                            event.preventDefault();
                            put([field], wanted);
                          }}
                        />
                      </span>
                    </Show>
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
};
