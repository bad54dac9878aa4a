import type { JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { ICONS, isIconName, type IconName } from "./icon-names.ts";

export interface IconProps {
  readonly name: IconName;
  /** Side in px, default 16. */
  readonly size?: number;
}

/** Decorative: what it means stands beside it or in its button's label. */
export const Icon = (props: IconProps): JSX.Element => (
  <Dynamic component={ICONS[props.name]} size={props.size ?? 16} strokeWidth={1.75} aria-hidden="true" />
);

/** The icon that an entity names, or a plain sheet for a name this version does not draw. */
export const iconOf = (name: string): IconName => (isIconName(name) ? name : "file");
