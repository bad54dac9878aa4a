import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../shared/data/", import.meta.url));
const told = new Set<string>();

/**
 * Absolute path of a file or folder of the real data kept beside the project, or undefined, with one printed message, when it
 * is not there. Tests then skip: `it.skipIf(!path)(…)`.
 */
export const sharedData = (path: string): string | undefined => {
  const full = ROOT + path;
  if (existsSync(full)) return full;
  if (!told.has(path)) console.warn(`skipped: ../shared/data/${path} is not beside the project`);
  told.add(path);
  return undefined;
};
