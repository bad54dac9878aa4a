import type { Live } from "#workers/replica/api.ts";
import type * as searches from "#domain/query/searches.ts";
import type { Core } from "./core.ts";
import { whenHere, type Beginning } from "./late-code.ts";

type SearchCode = typeof searches;

let code: SearchCode | null = null;
let coming: Promise<SearchCode> | null = null;

/** Fetches the code of search, once; a failed attempt is made again at the next need. */
export const needSearchCode = (): Promise<SearchCode> =>
  (coming ??= import("#domain/query/searches.ts").then(
    (loaded) => (code = loaded),
    (error: unknown) => {
      coming = null;
      throw error;
    },
  ));

/** The same once it is here; null before. */
export const searchCode = (): SearchCode | null => code;

/** Begins once the code is here, however often it must be asked for. */
export const whenSearchable = <L extends Live>(core: Core, begin: () => L): Beginning<L> => whenHere(core, "search", needSearchCode, begin);
