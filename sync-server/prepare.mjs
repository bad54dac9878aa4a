// Plain JavaScript, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Tidebook needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node and start again.`);
  process.exit(1);
}

/** Runs a program to its end; ends this process with its code when it fails. Output goes to standard error. */
export const run = (program, args, env = {}) => {
  const done = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  if (done.status === 0) return;
  console.error(`\n${[program, ...args].join(" ")} failed.`);
  process.exit(done.status ?? 1);
};

/** Installs the packages of a folder's lock file, unless they are there. */
const installIn = (folder, note) => {
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  const packages = join(folder, "node_modules");
  const mark = join(packages, ".tidebook-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  if (existsSync(packages) && lstatSync(packages).isSymbolicLink()) {
    console.error("node_modules is a link to those of another folder, which do not fit: install them there.");
    process.exit(1);
  }
  console.error(note);
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder]);
  writeFileSync(mark, lock);
};

export const install = () => installIn(root, "Installing packages. The first time takes about two minutes.");

/** Installs what only benchmarks measure against. */
export const installPeers = () => installIn(join(root, "tests", "bench", "peers"), "Installing what is measured against. The first time takes about a minute.");

const newest = (path) => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

const SOURCES = ["client", "domain", "workers", "sync-server", "vite.config.ts", "package-lock.json", "tsconfig.json"];
const builtMark = join(root, "dist", ".built");

const PACKED = new Set([".html", ".js", ".css", ".webmanifest", ".svg"]);

/** Puts the best that Brotli can do beside each file of the app: it takes seconds, and is done once. */
const pack = async (folder) => {
  const packed = promisify(brotliCompress);
  const names = readdirSync(folder, { recursive: true }).filter((name) => PACKED.has(extname(name)));
  await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const body = readFileSync(path);
      if (body.length <= 1_024) return;
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      writeFileSync(`${path}.br`, await packed(body, { params }));
    }),
  );
};

/** Builds relay and app, unless the last build is newer than every source. */
export const build = async () => {
  const changed = Math.max(...SOURCES.map((name) => newest(join(root, name))));
  if (existsSync(builtMark) && Number(readFileSync(builtMark, "utf8")) >= changed) return;
  console.error("Building the app.");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  run(process.execPath, [vite, "build", "--logLevel", "warn"]);
  run(process.execPath, [vite, "build", "--mode", "relay", "--logLevel", "warn"]);
  await pack(join(root, "dist", "app"));
  writeFileSync(builtMark, String(changed));
};
