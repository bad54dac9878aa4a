import type { JSX } from "solid-js";
import type { Instant } from "#domain/clock.ts";
import { Field, focusOnMount, type InputProps } from "#client/ui/field.tsx";

export interface InstantInputProps extends InputProps {
  readonly value: Instant | null;
  readonly onCommit: (value: Instant | null) => void;
}

const two = (part: number): string => String(part).padStart(2, "0");

/** `YYYY-MM-DDTHH:MM` on the device's clock. */
const written = (at: Instant | null): string => {
  if (at === null) return "";
  const date = new Date(at);
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** Day and time of day where the device is. */
export const InstantInput = (props: InstantInputProps): JSX.Element => {
  const keep = (text: string): void => {
    if (text === written(props.value)) return;
    const at = text === "" ? null : new Date(text).getTime();
    if (at === null || Number.isFinite(at)) props.onCommit(at);
  };
  return (
    <Field input={props}>
      {(attributes) => (
        <div class="input" data-wrong={attributes()["aria-invalid"]} data-read={props.readOnly ? "" : undefined}>
          <input
            {...attributes()}
            ref={(element) => focusOnMount(element, props.autofocus)}
            type="datetime-local"
            name={props.name}
            value={written(props.value)}
            readonly={props.readOnly}
            onKeyDown={(event) => {
              if (event.key === "Enter") keep(event.currentTarget.value);
              if (event.key !== "Escape" || event.currentTarget.value === written(props.value)) return;
              event.preventDefault();
              event.currentTarget.value = written(props.value);
            }}
            onBlur={(event) => keep(event.currentTarget.value)}
          />
        </div>
      )}
    </Field>
  );
};
