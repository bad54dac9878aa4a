import type { FirstWords } from "../en.ts";
import { ui } from "./ui.ts";
import { shell } from "./shell.ts";
import { actions } from "./actions.ts";
import { list } from "./list.ts";
import { signin } from "./signin.ts";
import { app } from "./app.ts";

/** Words of the sign-in form and of a list: what a page shows before anything else. */
export const first: FirstWords = { ...ui, ...shell, ...actions, ...list, ...signin, ...app };
