/** What stands inside the `svg` of each icon, by its name; made when the page is built. */
declare module "virtual:first-icons" {
  import type { FIRST_ICONS } from "#client/ui/icon-names.ts";

  const markup: Readonly<Record<(typeof FIRST_ICONS)[number], string>>;
  export default markup;
}

declare module "virtual:late-icons" {
  import type { LATE_ICONS } from "#client/ui/icon-names.ts";

  const markup: Readonly<Record<(typeof LATE_ICONS)[number], string>>;
  export default markup;
}
