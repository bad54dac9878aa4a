import { proxy, type Remote } from "comlink";
import { batch, createRoot, createSignal, type Accessor } from "solid-js";
import { entityOf, findEntity } from "#client/replica/seen.ts";
import { mayCreate } from "#domain/policy/create.ts";
import { parseImportMap, targetOf, type ImportMap, type KindMap, type MapFault } from "#domain/transfer/import-map.ts";
import type { ColumnNote } from "#domain/transfer/mapping.ts";
import type { Choice } from "#domain/transfer/plan-context.ts";
import type { Replica } from "#client/replica/replica-context.tsx";
import { connectImporter } from "#workers/transfer/connect-importer.ts";
import type { Importer } from "#workers/transfer/importer.ts";
import type { PlanSummary } from "#workers/transfer/plan-summary.ts";
import type { CsvChoice, CsvInspection, FileProblem } from "#workers/transfer/read-csv.ts";
import type { Progress } from "#workers/transfer/transfer.ts";
import { createImportMemory } from "./import-memory.ts";
import { createImportRunner, type ImportRunner } from "./import-runner.ts";
import { fitsFile } from "./map-edits.ts";

/** How far the person is with one file. */
export interface ImportSession {
  readonly runner: ImportRunner;
  readonly importer: () => Promise<Remote<Importer>>;
  /** Files still to do; the first is the one at hand. */
  readonly files: Accessor<readonly File[]>;
  readonly take: (files: readonly File[]) => Promise<void>;
  /** Puts the file at hand away and goes on with the next. */
  readonly next: () => Promise<void>;

  readonly inspection: Accessor<CsvInspection | null>;
  readonly problem: Accessor<FileProblem | null>;
  /** The worker that read the file has ended in the middle of it. */
  readonly stopped: Accessor<boolean>;
  readonly reread: (choice: CsvChoice) => Promise<void>;

  readonly kind: Accessor<string | null>;
  readonly setKind: (kind: string) => Promise<void>;
  readonly map: Accessor<ImportMap | null>;
  readonly setMap: (map: ImportMap) => void;
  readonly notes: Accessor<readonly ColumnNote[]>;
  /** The mapping is the one used last time for such a file. */
  readonly remembered: Accessor<boolean>;
  /** Maps by the headings anew. */
  readonly mapAfresh: () => Promise<void>;
  readonly loadMap: (file: File) => Promise<void>;
  readonly mapFault: Accessor<MapFault | null>;

  readonly planning: Accessor<Progress | null>;
  readonly summary: Accessor<PlanSummary | null>;
  /** The summary is of an earlier mapping, correction or choice. */
  readonly stale: Accessor<boolean>;
  readonly check: () => Promise<void>;
  readonly stopCheck: () => Promise<void>;
  readonly corrections: Accessor<Readonly<Record<number, readonly string[]>>>;
  readonly correct: (line: number, cells: readonly string[]) => void;
  readonly choices: Accessor<Readonly<Record<number, Choice>>>;
  readonly choose: (lines: readonly number[], choice: Choice | null) => void;
  /** Whether records that need approval are brought in without it; for administrators. */
  readonly bringIn: Accessor<boolean>;
  readonly setBringIn: (bringIn: boolean) => void;
  readonly start: (label: string) => Promise<void>;
}

const offsetMinutes = (): number => -new Date().getTimezoneOffset();

const createSession = (replica: Replica): ImportSession => {
  let connected: Promise<Remote<Importer>> | null = null;
  const [stopped, setStopped] = createSignal(false);
  /** What the worker was asked is never answered: the file is read anew, or the import continued, by another one. */
  const ended = (): void => {
    connected = null;
    turn += 1;
    batch(() => {
      setStopped(true);
      setPlanning(null);
      runner.abandon();
    });
  };
  /** One that cannot be started, because its part of the app was never fetched, counts as one that has ended. */
  const start = (): Promise<Remote<Importer>> =>
    connectImporter(replica.api, { onRestart: replica.onRestart, ended }).catch(() => {
      ended();
      return new Promise<never>(() => undefined);
    });
  const importer = (): Promise<Remote<Importer>> => (connected ??= start());
  const memory = createImportMemory(replica.api);
  const runner = createImportRunner(replica, importer);

  const [files, setFiles] = createSignal<readonly File[]>([]);
  const [inspection, setInspection] = createSignal<CsvInspection | null>(null);
  const [problem, setProblem] = createSignal<FileProblem | null>(null);
  const [kind, putKind] = createSignal<string | null>(null);
  const [map, putMap] = createSignal<ImportMap | null>(null);
  const [notes, setNotes] = createSignal<readonly ColumnNote[]>([]);
  const [remembered, setRemembered] = createSignal(false);
  const [mapFault, setMapFault] = createSignal<MapFault | null>(null);
  const [planning, setPlanning] = createSignal<Progress | null>(null);
  const [summary, setSummary] = createSignal<PlanSummary | null>(null);
  const [stale, setStale] = createSignal(false);
  const [corrections, setCorrections] = createSignal<Readonly<Record<number, readonly string[]>>>({});
  const [choices, setChoices] = createSignal<Readonly<Record<number, Choice>>>({});
  const [bringIn, setBringIn] = createSignal(false);
  const mayBringIn = (): boolean => replica.rights()?.rights.includes("admin") ?? false;
  /** Answers to questions about a file that has been put away meanwhile are dropped. */
  let turn = 0;

  const forgetPlan = (): void => {
    setSummary(null);
    setStale(false);
    setCorrections({});
    setChoices({});
  };

  const clear = (): void =>
    batch(() => {
      setInspection(null);
      setProblem(null);
      setStopped(false);
      putKind(null);
      putMap(null);
      setNotes([]);
      setRemembered(false);
      setMapFault(null);
      setPlanning(null);
      setBringIn(false);
      forgetPlan();
      runner.clear();
    });

  const mayBecome = (name: string): boolean => importableKinds([name], replica.rights()?.rights ?? []).length > 0;

  const seenPart = ({ entity, columns }: KindMap): Pick<KindMap, "columns"> => ({ columns: columns.filter(({ to }) => targetOf(entityOf(entity), to) !== null) });

  /** A map without what the person does not see: the relay would refuse every row of it. */
  const withoutHidden = (map: ImportMap): ImportMap => ({ ...map, ...seenPart(map), ...(map.also ? { also: map.also.map((part) => ({ ...part, ...seenPart(part) })) } : {}) });

  const mapTo = async (wanted: string | null, afresh: boolean): Promise<void> => {
    const found = inspection();
    if (!found) return;
    const mine = turn;
    const recent = wanted ?? (afresh ? null : await memory.kindFor(found.columns));
    const worker = await importer();
    const { kinds, mapping } = await worker.suggest(found.columns, found.sample, recent && mayBecome(recent) ? recent : undefined);
    const best = mapping && mayBecome(mapping.map.entity) ? mapping : null;
    const fallback = best ? null : (kinds.find((each) => mayBecome(each.kind))?.kind ?? null);
    const made = best ?? (fallback === null ? null : (await worker.suggest(found.columns, found.sample, fallback)).mapping);
    const remembered = made && !afresh ? await memory.mapFor(made.map.entity, found.columns) : null;
    const known = remembered && withoutHidden(remembered);
    if (mine !== turn) return;
    batch(() => {
      putKind(made?.map.entity ?? null);
      setNotes(made?.notes ?? []);
      putMap(known ?? (made ? withoutHidden(made.map) : null));
      setRemembered(known !== null);
      setMapFault(null);
      forgetPlan();
    });
  };

  const inspect = async (choice: CsvChoice): Promise<void> => {
    const [file] = files();
    if (!file) return;
    const mine = (turn += 1);
    const found = await (await importer()).inspect(file, choice);
    if (mine !== turn) return;
    batch(() => {
      setProblem(found.ok ? null : found.error);
      setInspection(found.ok ? found.value : null);
    });
    if (found.ok) await mapTo(null, false);
  };

  const loadMap = async (file: File): Promise<void> => {
    const parsed = parseImportMap(await file.text());
    const names = new Set(inspection()?.columns.map(({ name }) => name) ?? []);
    if (!parsed.ok || !fitsFile(parsed.value, names)) {
      setMapFault(parsed.ok ? { type: "MapFault", code: "unknownHeading", at: "columns" } : parsed.error);
      return;
    }
    batch(() => {
      putKind(parsed.value.entity);
      putMap(parsed.value);
      setRemembered(false);
      setMapFault(null);
      forgetPlan();
    });
  };

  const check = async (): Promise<void> => {
    const [file] = files();
    const found = inspection();
    const wanted = map();
    if (!file || !found || !wanted) return;
    const mine = turn;
    setStopped(false);
    setPlanning({ step: "reading", done: 0, total: file.size });
    const request = {
      file,
      dialect: found.dialect,
      columns: found.columns,
      map: wanted,
      me: replica.me().id,
      offsetMinutes: offsetMinutes(),
      choices: choices(),
      corrections: corrections(),
    };
    let over = false;
    // Progress has a channel of its own: what was told before the answer may arrive after it.
    const told = proxy((progress: Progress) => {
      if (!over && mine === turn) setPlanning(progress);
    });
    const planned = await (await importer()).plan(request, told);
    over = true;
    if (mine !== turn) return;
    batch(() => {
      setPlanning(null);
      if (planned.ok) {
        setSummary(planned.value);
        setStale(false);
      } else if (planned.error.type === "FileProblem") setProblem(planned.error);
      else if (planned.error.type === "MapFault") setMapFault(planned.error);
    });
  };

  return {
    runner,
    importer,
    files,
    take: async (taken) => {
      const maps = taken.filter((file) => file.name.toLowerCase().endsWith(".json"));
      const tables = taken.filter((file) => !maps.includes(file));
      const fresh = files().length === 0 || runner.outcome() !== null || problem() !== null;
      if (tables.length > 0) {
        setFiles(fresh ? tables : [...files(), ...tables]);
        if (fresh) {
          clear();
          await inspect({});
        }
      }
      for (const file of maps) await loadMap(file);
    },
    next: async () => {
      turn += 1;
      setFiles(files().slice(1));
      clear();
      await inspect({});
    },
    inspection,
    stopped,
    problem,
    reread: (choice) => inspect(choice),
    kind,
    setKind: (wanted) => mapTo(wanted, false),
    map,
    setMap: (next) =>
      batch(() => {
        putMap(next);
        if (summary()) setStale(true);
      }),
    notes,
    remembered,
    mapAfresh: () => mapTo(kind(), true),
    loadMap,
    mapFault,
    planning,
    summary,
    stale,
    check,
    stopCheck: async () => (await importer()).cancel(),
    corrections,
    correct: (line, cells) =>
      batch(() => {
        setCorrections({ ...corrections(), [line]: cells });
        setStale(true);
      }),
    choices,
    choose: (lines, choice) =>
      batch(() => {
        const kept = Object.entries(choices()).filter(([line]) => !lines.includes(Number(line)));
        setChoices(Object.fromEntries([...kept, ...(choice === null ? [] : lines.map((line) => [String(line), choice] as const))]));
        setStale(true);
      }),
    bringIn,
    setBringIn,
    start: async (label) => {
      const [file] = files();
      const found = inspection();
      const used = map();
      if (!file || !found || !used) return;
      await memory.remember(used, found.columns);
      await runner.start(file.name, label, bringIn() && mayBringIn());
    },
  };
};

const sessions = new WeakMap<Replica, ImportSession>();

/** The session outlives the scene: an import goes on while its person looks at something else. */
export const importSessionOf = (replica: Replica): ImportSession => {
  const known = sessions.get(replica);
  if (known) return known;
  const made = createRoot(() => createSession(replica));
  sessions.set(replica, made);
  return made;
};

/** Kinds that this person may make records of by import. */
export const importableKinds = (kinds: readonly string[], rights: readonly string[]): readonly string[] =>
  kinds.filter((name) => {
    const entity = findEntity(name);
    return entity !== undefined && !entity.internal && mayCreate(entity, new Set(rights));
  });
