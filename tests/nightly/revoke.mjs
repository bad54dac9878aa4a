// How soon access that is taken away reaches a connected device: `node tests/nightly/revoke.mjs [--times n]`. Starts the built relay with the sample
// company on a port of this machine; two devices in Node, the one of an owner who takes a customer away, the other of a colleague who loses it. Prints
// p50, p99 and the longest, in milliseconds from the owner's press to the row being gone from memory and storage of the colleague.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, install, root } from "../../sync-server/prepare.mjs";
import { runBuilt } from "../built.mjs";

install();
if (!existsSync(join(root, "dist", "relay", "main.js"))) await build();
await runBuilt("nightly/revoke.ts");
