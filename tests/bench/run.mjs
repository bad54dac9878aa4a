// Builds the product and the benchmarks, and runs them: `npm run bench`, `npm run bench NAME`, `npm run bench -- --quick`.
import { join } from "node:path";
import { build, install, installPeers, root } from "../../sync-server/prepare.mjs";
import { runBuilt } from "../built.mjs";

install();
installPeers();
const { findChromium } = await import("../find-chromium.mjs");
await build();
await runBuilt("bench/main.ts", { flags: ["--expose-gc", "--max-old-space-size=4096"], env: { TIDEBOOK_CHROMIUM: findChromium(), TIDEBOOK_DIST: join(root, "dist") } });
