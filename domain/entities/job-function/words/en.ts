import type { JobFunctionOwnWords } from "#domain/entities/job-function/words.ts";

export const jobFunction: JobFunctionOwnWords = {
  one: "Job function",
  many: "Job functions",
  fields: { name: "Name", features: "Features", may: "Records", readOnly: "Fields read only", hidden: "Hidden fields" },
  views: {},
  sections: { basic: "Job function" },
  related: { "user.functions": "People with this function" },
  actions: { read: "read", create: "create", change: "change", delete: "delete" },
  shared: { sharedWith: "Shared with", sharedGroups: "Shared with groups", readers: "May read", readerGroups: "Groups that may read" },
};
