// Builds the product and the benchmarks, and runs them: `npm run bench`, `npm run bench NAME`, `npm run bench -- --quick`.
import { build, install } from "../../sync-server/prepare.mjs";
import { runBuilt } from "../built.mjs";

install();
const { findChromium } = await import("../find-chromium.mjs");
await build();
await runBuilt("bench/main.ts", { flags: ["--expose-gc", "--max-old-space-size=4096"], env: { TIDEBOOK_CHROMIUM: findChromium() } });
