// How soon access that is taken away reaches a connected device: `node tests/nightly/revoke.mjs [--times n]`. Starts the built relay with the sample
// company on a port of this machine; two devices in Node, the one of an owner who takes a customer away, the other of a colleague who loses it. Prints
// p50, p99 and the longest, in milliseconds from the owner's press to the row being gone from memory and storage of the colleague.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, install, root } from "../../sync-server/prepare.mjs";

install();
if (!existsSync(join(root, "dist", "relay", "main.js"))) build();
const vite = await import("vite");
const out = join(root, "dist", "nightly-revoke");
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
    rolldownOptions: { input: { main: join(root, "tests", "nightly", "revoke.ts") }, output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
  },
});
const done = spawnSync(process.execPath, [join(out, "main.js"), ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exit(done.status ?? 1);
