import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";

/** Where a run took place, in one line. */
export const machineLine = (): string => {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const [load = 0] = loadavg();
  const busy = load > cpus().length ? " (others were using the machine: rough figures)" : "";
  return `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${memory} GB, ${type()} ${release()}, Node ${process.versions.node}, load ${load.toFixed(1)} at the start${busy}`;
};

/** What the project installs, and what `npm run bench` installs for itself. */
const FOLDERS = [process.cwd(), join(process.cwd(), "tests", "bench", "peers")];

/** The installed version of a package; an alias is named with what it stands for. */
export const versionOf = (name: string): string => {
  const path = FOLDERS.map((folder) => join(folder, "node_modules", name, "package.json")).find(existsSync);
  if (path === undefined) return `${name} (not installed)`;
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { readonly name: string; readonly version: string };
  return `${manifest.name} ${manifest.version}`;
};

/** The path of a module of an installed package. Fails when it is not installed. */
export const modulePath = (specifier: string): string => createRequire(join(process.cwd(), "package.json")).resolve(specifier, { paths: FOLDERS });
