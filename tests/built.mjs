// Builds a program of the tests for Node and runs it: what is too long or too particular for every change.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../sync-server/prepare.mjs";

/**
 * Builds `tests/<entry>` into `dist/tests/<its name>` and runs it with the arguments of this process; ends this process with its code.
 * `flags` are Node's, `env` goes beside what this process has.
 */
export const runBuilt = async (entry, { flags = [], env = {} } = {}) => {
  const vite = await import("vite");
  const source = join(root, "tests", entry);
  const out = join(root, "dist", "tests", entry.slice(0, -".ts".length));
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
      rolldownOptions: { input: { main: source }, output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" } },
    },
  });
  const done = spawnSync(process.execPath, [...flags, join(out, "main.js"), ...process.argv.slice(2)], { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  process.exit(done.status ?? 1);
};
