import type { Remote } from "comlink";
import { checkImportMap, type ImportMap } from "#domain/transfer/import-map.ts";
import { headingSignature } from "#domain/transfer/mapping.ts";
import type { SheetColumn } from "#domain/transfer/sheet.ts";
import type { ReplicaApi } from "#workers/replica/api.ts";

/** Mappings that this person has used, by the headings of the file. */
export interface ImportMemory {
  /** The kind that such a file became last time. */
  readonly kindFor: (columns: readonly SheetColumn[]) => Promise<string | null>;
  readonly mapFor: (kind: string, columns: readonly SheetColumn[]) => Promise<ImportMap | null>;
  readonly remember: (map: ImportMap, columns: readonly SheetColumn[]) => Promise<void>;
}

/** A remembered map may be older than the definition it names: one that no longer fits is as good as none. */
const parse = (text: string | null): ImportMap | null => {
  if (text === null) return null;
  try {
    const checked = checkImportMap(JSON.parse(text));
    return checked.ok ? checked.value : null;
  } catch {
    return null;
  }
};

export const createImportMemory = ({ getLocal, setLocal }: Pick<Remote<ReplicaApi>, "getLocal" | "setLocal">): ImportMemory => {
  const kindKey = (columns: readonly SheetColumn[]): string => `import-kind:${headingSignature(columns)}`;
  const mapKey = (kind: string, columns: readonly SheetColumn[]): string => `import-map:${kind}:${headingSignature(columns)}`;
  return {
    kindFor: (columns) => getLocal(kindKey(columns)),
    mapFor: async (kind, columns) => parse(await getLocal(mapKey(kind, columns))),
    remember: async (map, columns) => {
      await setLocal({ [kindKey(columns)]: map.entity, [mapKey(map.entity, columns)]: JSON.stringify(map) });
    },
  };
};
