import { errors } from "./errors.ts";
import { history } from "./history.ts";
import { pools } from "./pools.ts";
import { listWork } from "./list-work.ts";
import { settings } from "./settings.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { record } from "./record.ts";
import { report } from "./report.ts";
import { importing } from "./import.ts";
import { accounts } from "./accounts.ts";
import { approval } from "./approval.ts";
import { organisation } from "./organisation.ts";

/** Words of everything that is opened from there. */
export const later = { ...errors, ...history, ...pools, ...listWork, ...settings, ...help, ...home, ...record, ...report, ...importing, ...accounts, ...approval, ...organisation } as const;
