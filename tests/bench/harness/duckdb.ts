import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { modulePath } from "./machine.ts";

/** Named columns of one length: texts, or numbers in a typed array. */
export type PeerTable = Readonly<Record<string, readonly string[] | Int32Array | Float64Array>>;

export type Answered = readonly Readonly<Record<string, unknown>>[];

/** A database in memory, in the same thread. */
export interface Duck {
  /** Fills a table; texts become enumerations, which group fastest. */
  readonly load: (name: string, columns: PeerTable) => void;
  readonly query: (sql: string) => Answered;
  /** Fills a table with Arrow's own bytes, as they are. */
  readonly loadBytes: (name: string, bytes: Uint8Array) => void;
  readonly drop: (name: string) => void;
}

interface ArrowRow {
  readonly toJSON: () => Readonly<Record<string, unknown>>;
}

/** As much of the packages as is used here; they may not be installed. */
interface DuckModule {
  readonly createDuckDB: (bundles: unknown, logger: unknown, runtime: unknown) => Promise<{
    readonly instantiate: (progress: () => void) => Promise<unknown>;
    readonly connect: () => { readonly query: (sql: string) => { readonly toArray: () => readonly ArrowRow[] }; readonly insertArrowTable: (table: unknown, options: { readonly name: string }) => void; readonly insertArrowFromIPCStream: (bytes: Uint8Array, options: { readonly name: string }) => void };
  }>;
  readonly VoidLogger: new () => unknown;
  readonly NODE_RUNTIME: unknown;
}
interface ArrowModule {
  readonly Table: new (columns: Readonly<Record<string, unknown>>) => unknown;
  readonly Dictionary: new (values: unknown, indices: unknown) => unknown;
  readonly Utf8: new () => unknown;
  readonly Int32: new () => unknown;
  readonly vectorFromArray: (values: readonly string[], type: unknown) => unknown;
  readonly makeVector: (values: Int32Array | Float64Array) => unknown;
  readonly tableToIPC: (table: unknown, type: "stream") => Uint8Array;
}

const PACKAGE = "@duckdb/duckdb-wasm/blocking";

const isText = (values: PeerTable[string]): values is readonly string[] => Array.isArray(values);

const arrowTable = (arrow: ArrowModule, columns: PeerTable): unknown => {
  const vectors = Object.entries(columns).map(([column, values]) => [
    column,
    isText(values) ? arrow.vectorFromArray(values, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32())) : arrow.makeVector(values),
  ]);
  return new arrow.Table(Object.fromEntries(vectors) as Readonly<Record<string, unknown>>);
};

/** A table as Arrow stores it, each text once. */
export const arrowBytes = (columns: PeerTable): Uint8Array => {
  const arrow = createRequire(modulePath(PACKAGE))("apache-arrow") as ArrowModule;
  return arrow.tableToIPC(arrowTable(arrow, columns), "stream");
};

/** Fails when the package is not installed. */
export const openDuck = async (): Promise<Duck> => {
  const entry = modulePath(PACKAGE);
  const require = createRequire(entry);
  const duckdb = require(entry) as DuckModule;
  const arrow = require("apache-arrow") as ArrowModule;
  const bundle = (kind: string) => ({ mainModule: join(dirname(entry), `duckdb-${kind}.wasm`), mainWorker: "" });
  const database = await duckdb.createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await database.instantiate(() => undefined);
  const connection = database.connect();
  const run = (sql: string): Answered => connection.query(sql).toArray().map((row) => row.toJSON());
  return {
    query: run,
    loadBytes: (name, bytes) => connection.insertArrowFromIPCStream(bytes, { name }),
    drop: (name) => void run(`drop table ${name}`),
    load: (name, columns) => {
      connection.insertArrowTable(arrowTable(arrow, columns), { name: `${name}_raw` });
      const typed = Object.entries(columns).map(([column, values]) => {
        if (!isText(values)) return column;
        run(`create type ${name}_${column} as enum (select distinct ${column} from ${name}_raw)`);
        return `${column}::${name}_${column} as ${column}`;
      });
      run(`create table ${name} as select ${typed.join(", ")} from ${name}_raw`);
      run(`drop table ${name}_raw`);
    },
  };
};
