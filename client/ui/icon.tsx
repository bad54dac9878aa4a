import type { JSX } from "solid-js";
import MARKUP from "virtual:icon-markup";
import type { IconName } from "./icon-names.ts";

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
    innerHTML={MARKUP[props.name]}
  />
);

const isIconName = (name: string): name is IconName => Object.hasOwn(MARKUP, name);

/** The icon that an entity names, or a plain sheet for a name this version does not draw. */
export const iconOf = (name: string): IconName => (isIconName(name) ? name : "file");
