import { home } from "./home.ts";
import { record } from "./record.ts";
import { report } from "./report.ts";
import { importing } from "./import.ts";
import { accounts } from "./accounts.ts";
import { approval } from "./approval.ts";
import { organisation } from "./organisation.ts";

/** Words of everything that is opened from there. */
export const later = { ...home, ...record, ...report, ...importing, ...accounts, ...approval, ...organisation } as const;
