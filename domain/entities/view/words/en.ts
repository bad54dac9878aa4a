import type { EntityWords } from "#domain/schema/words.ts";

export const view: EntityWords = {
  one: "View",
  many: "Views",
  fields: { name: "Name", of: "List", spec: "Definition", shared: "Shared with everybody", pinned: "Pinned" },
  options: {},
  views: {},
  sections: { basic: "View" },
};
