import { build, install, root } from "./prepare.mjs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

install();
await build();
await import(pathToFileURL(join(root, "dist", "relay", "tidebook.js")).href);
