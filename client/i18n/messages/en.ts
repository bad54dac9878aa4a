import type { Same } from "../message.ts";
import { ui } from "./en/ui.ts";
import { shell } from "./en/shell.ts";
import { actions } from "./en/actions.ts";
import { list } from "./en/list.ts";
import { home } from "./en/home.ts";
import { record } from "./en/record.ts";
import { report } from "./en/report.ts";
import { importing } from "./en/import.ts";
import { signin } from "./en/signin.ts";
import { accounts } from "./en/accounts.ts";
import { history } from "./en/history.ts";
import { app } from "./en/app.ts";
import { errors } from "./en/errors.ts";
import { approval } from "./en/approval.ts";
import { organisation } from "./en/organisation.ts";
import { pools } from "./en/pools.ts";

/** English decides which keys exist; the other languages must have the same ones. */
export const messages = { ...ui, ...shell, ...actions, ...list, ...home, ...record, ...report, ...importing, ...signin, ...history, ...app, ...accounts, ...errors, ...organisation, ...pools, ...approval } as const;

export type MessageKey = keyof typeof messages;
export type Catalog = Same<typeof messages>;
