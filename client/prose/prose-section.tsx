import { Show, Suspense, type JSX } from "solid-js";
import { prosePath } from "#domain/record/path.ts";
import { textOf } from "#domain/schema/read.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { presenceColor } from "#client/theme/presence.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import "./prose.css";
import { onDemand } from "#client/ui/late.ts";

const ProseEditor = onDemand(async () => (await import("./prose-editor.tsx")).ProseEditor);

/** A long text of the open record. Its plain text stands there at once; the editor takes its place when it has loaded. */
export const ProseSection = (props: { readonly name: string }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const { t } = useI18n();
  const { presence } = record;
  const label = (): string => record.words().fields[props.name] ?? props.name;
  const place = (): string => prosePath(props.name);
  const who = () => presence.inField(place());
  const plain = (): JSX.Element => (
    <div class="prose prose-plain" dir="auto">
      {textOf(row(), props.name)}
    </div>
  );
  return (
    <section class="prose-section" aria-label={label()} data-presence={who() ? "" : undefined} style={who() ? { "--presence": presenceColor(who()?.userId ?? "") } : {}}>
      <h2 class="section-title">
        {label()}
        <Show when={who()}>{(person) => <span class="prose-section__who">{person().name}</span>}</Show>
      </h2>
      <Show when={presence.connection()} fallback={plain()}>
        {(connection) => (
          <Suspense fallback={plain()}>
            <ProseEditor
              connection={connection()}
              name={props.name}
              label={label()}
              placeholder={t("prose.placeholder")}
              readOnly={record.denied() !== null}
              onFocus={(focused) => (focused ? presence.enter(place()) : presence.leave(place()))}
            />
          </Suspense>
        )}
      </Show>
    </section>
  );
};
