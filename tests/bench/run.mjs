// Builds the product and the benchmarks, and runs them: `npm run bench`, `npm run bench NAME`, `npm run bench -- --quick`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build, install, root } from "../../sync-server/prepare.mjs";

install();
const { findChromium } = await import("../find-chromium.mjs");
build();

const vite = await import("vite");
const out = join(root, "dist", "bench");
await vite.build({
  configFile: false,
  root,
  logLevel: "warn",
  ssr: { target: "node" },
  build: {
    ssr: true,
    target: "node20",
    outDir: out,
    emptyOutDir: true,
    rolldownOptions: { input: { main: join(root, "tests", "bench", "main.ts") }, output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
  },
});

const done = spawnSync(process.execPath, ["--expose-gc", "--max-old-space-size=4096", join(out, "main.js"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, TIDEBOOK_CHROMIUM: findChromium() },
});
process.exit(done.status ?? 1);
