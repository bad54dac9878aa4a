import type { Catalog } from "./en.ts";
import { ui } from "./zh-CN/ui.ts";
import { shell } from "./zh-CN/shell.ts";
import { actions } from "./zh-CN/actions.ts";
import { list } from "./zh-CN/list.ts";
import { home } from "./zh-CN/home.ts";
import { record } from "./zh-CN/record.ts";
import { report } from "./zh-CN/report.ts";
import { importing } from "./zh-CN/import.ts";
import { signin } from "./zh-CN/signin.ts";
import { accounts } from "./zh-CN/accounts.ts";
import { history } from "./zh-CN/history.ts";
import { app } from "./zh-CN/app.ts";
import { errors } from "./zh-CN/errors.ts";
import { approval } from "./zh-CN/approval.ts";
import { organisation } from "./zh-CN/organisation.ts";
import { pools } from "./zh-CN/pools.ts";

export const messages: Catalog = { ...ui, ...shell, ...actions, ...list, ...home, ...record, ...report, ...importing, ...signin, ...history, ...app, ...accounts, ...errors, ...organisation, ...pools, ...approval };
