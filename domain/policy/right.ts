/** Every right that a person can be given, in the order that the app shows them. */
export const RIGHTS = ["admin", "cost", "credit", "products", "export", "import", "purge", "exportReports", "allReports", "lookUp"] as const;

export type Right = (typeof RIGHTS)[number];

export const isRight = (name: string): name is Right => (RIGHTS as readonly string[]).includes(name);
