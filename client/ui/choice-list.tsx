import { createEffect, For, on, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import "./floating.css";
import { Icon } from "./icon.tsx";
import { toneColor, type Choice } from "./option.ts";

export interface ChoiceListProps {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onPick: (choice: Choice) => void;
  readonly isChosen?: ((choice: Choice) => boolean) | undefined;
  readonly multiple?: boolean;
  readonly busy?: boolean;
  /** Offered last, to make a record of the typed name. */
  readonly create?: { readonly name: string; readonly run: () => void } | undefined;
}

/** The list below a search box; the box keeps the focus and points at the active line. */
export const ChoiceList = (props: ChoiceListProps): JSX.Element => {
  const { t } = useI18n();
  let list: HTMLDivElement | undefined;
  createEffect(on(() => props.active, (index) => list?.children[index]?.scrollIntoView({ block: "nearest" })));
  return (
    <div ref={(element) => (list = element)} id={props.id} role="listbox" aria-label={props.label} aria-multiselectable={props.multiple} aria-busy={props.busy ?? false}>
      <For each={props.choices}>
        {(choice, index) => (
          <div
            role="option"
            id={`${props.id}-${index()}`}
            class="choice"
            data-active={props.active === index()}
            aria-selected={props.isChosen?.(choice) ?? false}
            onPointerMove={() => props.onActive(index())}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(choice)}
          >
            <Show when={props.isChosen}>
              <span class="choice__mark">
                <Show when={props.isChosen?.(choice)}>
                  <Icon name="check" />
                </Show>
              </span>
            </Show>
            <Show when={choice.tone}>{(tone) => <span class="swatch" style={{ "--tone": toneColor(tone()) }} />}</Show>
            <span class="choice__label" dir="auto">{choice.label}</span>
            <span class="choice__meta">{choice.meta}</span>
          </div>
        )}
      </For>
      <Show when={props.create}>
        {(create) => (
          <div
            role="option"
            id={`${props.id}-${props.choices.length}`}
            class="choice"
            data-active={props.active === props.choices.length}
            aria-selected="false"
            onPointerMove={() => props.onActive(props.choices.length)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => create().run()}
          >
            <Icon name="plus" />
            <span class="choice__label">{t("ui.create", { name: create().name })}</span>
          </div>
        )}
      </Show>
      <Show when={props.choices.length === 0 && !props.create}>
        <div class="popup__note" role="option" aria-disabled="true" aria-selected="false">
          {props.busy ? t("ui.searching") : t("ui.nothingFound")}
        </div>
      </Show>
    </div>
  );
};
