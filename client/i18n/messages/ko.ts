import type { Catalog } from "./en.ts";
import { ui } from "./ko/ui.ts";
import { shell } from "./ko/shell.ts";
import { actions } from "./ko/actions.ts";
import { list } from "./ko/list.ts";
import { home } from "./ko/home.ts";
import { record } from "./ko/record.ts";
import { report } from "./ko/report.ts";
import { importing } from "./ko/import.ts";
import { signin } from "./ko/signin.ts";
import { accounts } from "./ko/accounts.ts";
import { history } from "./ko/history.ts";
import { app } from "./ko/app.ts";
import { errors } from "./ko/errors.ts";
import { approval } from "./ko/approval.ts";
import { organisation } from "./ko/organisation.ts";
import { pools } from "./ko/pools.ts";

export const messages: Catalog = { ...ui, ...shell, ...actions, ...list, ...home, ...record, ...report, ...importing, ...signin, ...history, ...app, ...accounts, ...errors, ...organisation, ...pools, ...approval };
