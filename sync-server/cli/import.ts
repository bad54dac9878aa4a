import { broughtIn } from "#domain/approval/bring-in.ts";
import { flowsIn } from "#domain/approval/flow.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { createKeySource, type RecordId } from "#domain/id.ts";
import { kindsNeeded, parseImportMap, type ImportMap } from "#domain/transfer/import-map.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import type { Edit } from "#workers/replica/api.ts";
import { ENCODINGS } from "#workers/transfer/decoder.ts";
import { MAX_BYTES, type CsvChoice, type CsvInspection } from "#workers/transfer/read-csv.ts";
import { createTransfer, type Transfer } from "#workers/transfer/transfer.ts";
import type { Locale } from "#domain/schema/words.ts";
import { CONNECTION, entityNamed, localeOf, readArguments, type Command } from "./arguments.ts";
import { fail } from "./exit.ts";
import { readBytes, sizeOf, writeTo } from "./files.ts";
import { importOutcome, type ImportOutcome } from "./import-outcome.ts";
import { createProgress, note, pathIn, writeJson, type Io } from "./io.ts";
import { recordsOf } from "./records.ts";
import { fileSentence, issueSentence, mapSentence } from "./sentences.ts";
import { clock, needRight, offsetMinutes, random, withSession, type Session } from "./session.ts";
import { counted, headingWord } from "./words/words.ts";
import { writeEdits, type RefusedRecord } from "./write.ts";

const OPTIONS = {
  ...CONNECTION,
  as: { type: "string" },
  map: { type: "string" },
  "save-map": { type: "string" },
  "create-missing": { type: "boolean", default: false },
  "without-approval": { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  rejected: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** A table as it stands on the disk. Its size is looked at before its content. */
const readTable = async (path: string, locale: Locale): Promise<Blob> => {
  const size = await sizeOf(path);
  if (size > MAX_BYTES) fail("usage", fileSentence(locale, { type: "FileProblem", code: "tooLarge", limit: MAX_BYTES, size }));
  return new Blob([await readBytes(path)]);
};

const choiceOf = ({ csv }: ImportMap): CsvChoice => {
  const encoding = ENCODINGS.find((each) => each === csv?.encoding);
  if (csv?.encoding !== undefined && !encoding) fail("usage", `The map names the encoding "${csv.encoding}"; possible are ${ENCODINGS.join(", ")}.`);
  return {
    ...(encoding ? { encoding } : {}),
    ...(csv?.delimiter === undefined ? {} : { delimiter: csv.delimiter }),
    ...(csv?.headerLine === undefined ? {} : { headerLine: csv.headerLine }),
  };
};

const readMap = async (path: string, locale: Locale): Promise<ImportMap> => {
  const parsed = parseImportMap(new TextDecoder().decode(await readBytes(path)));
  return parsed.ok ? parsed.value : fail("usage", `${path}: ${mapSentence(locale, parsed.error)}`);
};

/** The mapping that headings and contents suggest, when it is complete. */
const suggestedMap = (transfer: Transfer, { columns, sample }: CsvInspection, kind: string | undefined): ImportMap => {
  const { mapping } = transfer.suggest(columns, sample, kind);
  if (!mapping) return fail("usage", "The headings do not tell what these records are. Say it with --as, or write a map.");
  if (mapping.lacking.length > 0) fail("usage", `No column fills ${mapping.lacking.join(", ")} of ${mapping.map.entity}. Write a map, and give it with --map.`);
  return mapping.map;
};

/** Names that are missing become records, people too. */
const createMissing = (map: ImportMap): ImportMap => {
  const turned = <M extends Pick<ImportMap, "columns">>(part: M): M => ({ ...part, columns: part.columns.map((column) => ({ ...column, missing: "create" as const })) });
  return { ...turned(map), ...(map.also ? { also: map.also.map(turned) } : {}) };
};

const planIn = async (session: Session, transfer: Transfer, file: Blob, inspection: CsvInspection, map: ImportMap, io: Io): Promise<ImportPlan> => {
  const { source } = recordsOf(session);
  const existing = Object.fromEntries(kindsNeeded(map).map((kind) => [kind, [...source.rows(kind)]]));
  const progress = createProgress(io);
  const { dialect, columns } = inspection;
  const planned = await transfer.plan({ file, dialect, columns, map, existing, me: session.me.id, offsetMinutes: offsetMinutes() }, ({ step, done, total }) =>
    progress.show(`${step} ${Math.round((100 * done) / Math.max(total, 1))} %`),
  );
  progress.end();
  if (planned.ok) return planned.value;
  const { error } = planned;
  if (error.type === "MapFault") return fail("usage", mapSentence(session.locale, error));
  return fail("usage", error.type === "FileProblem" ? fileSentence(session.locale, error) : "Cancelled.");
};

/** The plan with what needs approval brought in as it was settled before. */
const settledIn = (session: Session, plan: ImportPlan): ImportPlan => {
  const keys = createKeySource(clock, random);
  return broughtIn(plan, flowsIn([...recordsOf(session).source.rows("approvalFlow")], findEntity), () => ({ me: session.me.id, now: clock.now(), key: keys.next() }));
};

/** Referred records first, so that nothing refers to what does not exist yet. */
const editsOf = (plan: ImportPlan): readonly Edit[] => [
  ...[...plan.references, ...plan.creates].map(({ id, values }) => ({ record: id as RecordId, values })),
  ...plan.updates.map(({ id, changes }) => ({ record: id as RecordId, values: Object.fromEntries(changes.map(({ path, to }) => [path, to])) })),
];

interface Rejected {
  readonly columns: CsvInspection["columns"];
  readonly plan: ImportPlan;
  readonly refused: readonly RefusedRecord[];
  readonly locale: Locale;
}

const saveRejected = async (path: string, transfer: Transfer, { columns, plan, refused, locale }: Rejected): Promise<void> => {
  const linesOf = new Map([...plan.references, ...plan.creates, ...plan.updates].map(({ id, lines }) => [id, lines]));
  const late = refused.flatMap(({ record, message }) =>
    (linesOf.get(record) ?? []).map((line) => ({ issue: { level: "error", line, column: null, to: null, reason: "cannotCreate", text: "" } as const, message })),
  );
  const issues = [...plan.issues, ...late.map(({ issue }) => issue)];
  const reasons = [...plan.issues.map((issue) => issueSentence(locale, issue)), ...late.map(({ message }) => message)];
  const file = transfer.exportRejected({ columns, issues, heading: headingWord(locale, "reason"), reasons });
  await writeTo(path, new Uint8Array(await file.arrayBuffer()));
};

const MOST_LINES = 20;

const tell = (io: Io, outcome: ImportOutcome): void => {
  for (const { line, message } of outcome.rejected.slice(0, MOST_LINES)) note(io, `line ${line}: ${message}`);
  if (outcome.rejected.length > MOST_LINES) note(io, `… and ${outcome.rejected.length - MOST_LINES} more; --rejected <file> writes all of them`);
  for (const { text, title, rows } of outcome.matches) note(io, `"${text}" was taken for "${title}" in ${counted(rows, "row")}`);
  const doubtful = outcome.possibleDuplicates.filter(({ open }) => open).length;
  if (doubtful > 0) note(io, `${counted(doubtful, "row")} may be ${doubtful === 1 ? "a duplicate" : "duplicates"} of other records and ${doubtful === 1 ? "was" : "were"} taken as new; the map's "duplicates" says otherwise`);
};

const summary = ({ file, rows, created, updated, unchanged, rejected, dryRun, seconds, rowsPerSecond }: ImportOutcome): string => {
  const counts = (of: Readonly<Record<string, number>>): string => Object.entries(of).map(([kind, count]) => `${count} ${kind}`).join(", ") || "none";
  const speed = dryRun ? "nothing was written" : `${seconds} s, ${rowsPerSecond} rows/s to acknowledged`;
  return `${file}: ${counted(rows, "row")}; created ${counts(created)}; updated ${counts(updated)}; unchanged ${unchanged}; rejected ${rejected.length}; ${speed}\n`;
};

const read = (argv: readonly string[]) => readArguments(argv, OPTIONS);

interface Job {
  /** As it was typed. */
  readonly name: string;
  readonly file: Blob;
  readonly kind: string | undefined;
  /** The map that was given. */
  readonly map: ImportMap | null;
  readonly values: ReturnType<typeof read>["values"];
}

const importFile = async (session: Session, { name, file, kind, map: given, values }: Job, io: Io): Promise<void> => {
  const started = clock.now();
  const transfer = createTransfer({ clock, random, yieldNow: () => new Promise((resolve) => setImmediate(resolve)) });
  const inspected = await transfer.inspect(file, given ? choiceOf(given) : {});
  const inspection = inspected.ok ? inspected.value : fail("usage", fileSentence(session.locale, inspected.error));
  for (const problem of inspection.notes) note(io, fileSentence(session.locale, problem));
  const found = given ?? suggestedMap(transfer, inspection, kind);
  const map = values["create-missing"] ? createMissing(found) : found;
  if (values["save-map"] !== undefined) await writeTo(pathIn(io, values["save-map"]), `${JSON.stringify(map, null, 2)}\n`);
  const plan = await planIn(session, transfer, file, inspection, map, io);
  const dryRun = values["dry-run"];
  const refused = dryRun ? [] : await writeEdits(session, editsOf(values["without-approval"] ? settledIn(session, plan) : plan), io);
  const outcome = importOutcome({ file: name, kind: map.entity, plan, refused, dryRun, milliseconds: clock.now() - started, locale: session.locale });
  if (values.rejected !== undefined) await saveRejected(pathIn(io, values.rejected), transfer, { columns: inspection.columns, plan, refused, locale: session.locale });
  tell(io, outcome);
  if (values.json) writeJson(io, outcome);
  else io.out(summary(outcome));
  if (outcome.rejected.length > 0) fail("rejected", `${counted(outcome.rejected.length, "problem")}; the rows concerned ${dryRun ? "would be left out, everything else would be in" : "are not in, everything else is"}.`);
};

export const importRecords: Command = {
  name: "import",
  summary: "import a CSV file",
  help: `Usage: tidebook import <file> --as <kind> [--map <map.json>] [options]

  --as <kind>        what a row becomes: customer, opportunity …
  --map <file>       which column goes where, as the import wizard saves it (what the headings suggest)
  --save-map <file>  writes the map that was used
  --create-missing   names without a record become records, people too, whatever the map says
  --without-approval new records that need approval first come in without it, and say so (needs the right "admin")
  --dry-run          reads and checks everything, writes nothing
  --rejected <file>  the rejected rows as CSV, with their reasons, for correction
  --json             created, updated, unchanged, rejected (with lines and reasons), matches, possibleDuplicates, rowsPerSecond

Encoding, delimiter, dates and numbers are recognised; the map may say otherwise. Ends once the relay has acknowledged every
record. Importing the same file again updates by the map's key instead of creating twice. Needs the right "import".`,
  run: async (argv, io) => {
    const { values, positionals } = read(argv);
    const [name = fail("usage", "Import which file?"), ...more] = positionals;
    if (more.length > 0) fail("usage", "One file at a time: run the command once for each.");
    if (values.as === undefined && values.map === undefined) fail("usage", "Say what the rows become: --as, --map or both.");
    const kind = values.as === undefined ? undefined : entityNamed(values.as).kind;
    const locale = localeOf(values);
    const map = values.map === undefined ? null : await readMap(pathIn(io, values.map), locale);
    if (map && kind !== undefined && map.entity !== kind) fail("usage", `The map makes records of the kind ${map.entity}, not ${kind}.`);
    const file = await readTable(pathIn(io, name), locale);
    await withSession(values, io, async (session) => {
      needRight(session, "import");
      if (values["without-approval"]) needRight(session, "admin");
      await importFile(session, { name, file, kind, map, values }, io);
    });
  },
};
