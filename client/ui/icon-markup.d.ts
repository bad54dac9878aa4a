/** What stands inside the `svg` of each icon, by its name; made when the page is built. */
declare module "virtual:icon-markup" {
  import type { IconName } from "#client/ui/icon-names.ts";

  const markup: Readonly<Record<IconName, string>>;
  export default markup;
}
