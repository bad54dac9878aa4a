// What takes too long for every change: `node tests/nightly/hostile.mjs [--frames n] [--cases n] [--rounds n] [--seed n]`. Prints the longest time for which a
// hostile frame held up the relay, a million malformed frames, and a million cases of the rights decided twice; ends with 1 where a bound is not kept.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { install, root } from "../../sync-server/prepare.mjs";

install();
const vite = await import("vite");
const out = join(root, "dist", "nightly");
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
    rolldownOptions: { input: { main: join(root, "tests", "nightly", "main.ts") }, output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
  },
});

const done = spawnSync(process.execPath, ["--expose-gc", join(out, "main.js"), ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exit(done.status ?? 1);
