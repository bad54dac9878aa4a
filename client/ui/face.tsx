import { For, Show, type JSX } from "solid-js";
import { presenceColor } from "#client/theme/presence.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import "./face.css";
import { initialsOf } from "./initials.ts";
import { Tooltip } from "./tooltip.tsx";

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface FaceProps extends Person {
  /** Side in px, default 24. */
  readonly size?: number;
  /** The name stands beside it, so the face itself says nothing. */
  readonly silent?: boolean;
  readonly away?: boolean;
}

/** A person's initials on the colour that is theirs everywhere. */
export const Face = (props: FaceProps): JSX.Element => {
  const face = (): JSX.Element => (
    <span
      class="face"
      role={props.silent ? undefined : "img"}
      aria-hidden={props.silent ? "true" : undefined}
      aria-label={props.silent ? undefined : props.name}
      data-away={props.away ? "" : undefined}
      style={{ "--presence": presenceColor(props.id), "--face": `${props.size ?? 24}px` }}
    >
      {initialsOf(props.name)}
    </span>
  );
  /* Table cells draw many silent faces; they go without the tooltip's listeners. */
  return (
    <Show when={!props.silent} fallback={face()}>
      <Tooltip text={props.name}>{face()}</Tooltip>
    </Show>
  );
};

export interface FacesProps {
  readonly people: readonly Person[];
  /** How many are drawn before the rest is counted; default 4. */
  readonly most?: number;
  readonly label: string;
  readonly size?: number;
}

export const Faces = (props: FacesProps): JSX.Element => {
  const { t } = useI18n();
  const most = (): number => props.most ?? 4;
  const rest = (): readonly Person[] => props.people.slice(most());
  return (
    <Show when={props.people.length > 0}>
      <ul class="faces" aria-label={props.label}>
        <For each={props.people.slice(0, most())}>
          {(person) => (
            <li>
              <Face {...person} size={props.size ?? 24} />
            </li>
          )}
        </For>
        <Show when={rest().length > 0}>
          <li>
            <Tooltip text={rest().map((person) => person.name).join(", ")}>
              <span class="faces__rest" role="img" aria-label={t("shell.hereMore", { count: rest().length })}>
                +{rest().length}
              </span>
            </Tooltip>
          </li>
        </Show>
      </ul>
    </Show>
  );
};

/** A person in running text or a cell: face and name. */
export const PersonName = (props: Person): JSX.Element => (
  <span class="person">
    <Face {...props} size={20} silent />
    <span class="person__name" dir="auto">
      {props.name}
    </span>
  </span>
);
