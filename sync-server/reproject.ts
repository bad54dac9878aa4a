import { projectStored } from "#domain/entities/project-stored.ts";
import { DEFINITIONS } from "#domain/entities/registry.ts";
import type { Storage } from "./storage/storage.ts";

/** Brings rows that an earlier version made in line with the definitions, once per version. Runs before anything reads them. */
export const reprojectAll = (storage: Storage): Promise<number> => storage.reproject(DEFINITIONS, projectStored);
