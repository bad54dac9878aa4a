import { createSignal, type JSX } from "solid-js";
import FIRST from "virtual:first-icons";
import type { IconName } from "./icon-names.ts";
import { comeAlong } from "./late.ts";

const [markup, setMarkup] = createSignal<Readonly<Partial<Record<IconName, string>>>>(FIRST);
let coming: Promise<void> | null = null;

// The icons that no first screen draws: what comes late draws any.
comeAlong(
  () =>
    (coming ??= import("virtual:late-icons").then(
      ({ default: late }) => void setMarkup({ ...FIRST, ...late }),
      (error: unknown) => {
        coming = null;
        throw error;
      },
    )),
);

export interface IconProps {
  readonly name: IconName;
  /** Side in px, default 16. */
  readonly size?: number;
}

/** Decorative: what it means stands beside it or in its button's label. */
export const Icon = (props: IconProps): JSX.Element => (
  <svg
    width={props.size ?? 16}
    height={props.size ?? 16}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    innerHTML={markup()[props.name] ?? ""}
  />
);

const isIconName = (name: string): name is IconName => Object.hasOwn(markup(), name);

/** The icon that an entity names, or a plain sheet for a name this version does not draw. */
export const iconOf = (name: string): IconName => (isIconName(name) ? name : "file");
