import type { EntityWords } from "#domain/schema/words.ts";

export const accessRequest: EntityWords = {
  one: "Request",
  many: "Requests",
  fields: { title: "Record", wants: "Asks for", record: "Record ID", of: "Kind", name: "Name looked up", note: "Reason", to: "Given to", changes: "Changes", answer: "Answer", answered: "Answered" },
  options: {
    wants: { read: "To read", change: "To change", apply: "To make a change" },
    answer: { read: "May read", change: "May change", applied: "Change made", declined: "Declined" },
  },
  views: {},
  sections: { basic: "Request" },
};
