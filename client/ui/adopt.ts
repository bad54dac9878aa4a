import type { JSX } from "solid-js";
import { spread } from "solid-js/web";

/**
 * A component that draws nothing: it gives attributes and handlers meant for an element of its own to one that stands already, and marks
 * that one as adopted.
 */
export const adopt =
  (element: HTMLElement) =>
  (props: object): JSX.Element => {
    spread(element, props, false, true);
    element.dataset["adopted"] = "";
    return undefined;
  };
