import type { CommitProblem } from "#workers/replica/api.ts";
import type { FileProblem } from "#workers/transfer/read-csv.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";
import type { MapFault } from "#domain/transfer/import-map.ts";
import type { PlanIssue } from "#domain/transfer/import-plan.ts";

const REASONS: Readonly<Record<string, string>> = {
  unknownField: "this field does not exist",
  notText: "this is not text",
  tooMany: "more than {limit} values of one record in one change",
  tooLong: "too long, at most {limit} characters",
  lineBreak: "only one line fits here",
  notNumber: "not a number",
  notDecimal: "not a number",
  tooPrecise: "at most {limit} places after the point",
  tooSmall: "at least {limit}",
  tooLarge: "at most {limit}",
  notDay: "not a date",
  noSuchDay: "this date does not exist",
  dayOrder: "day and month are in another order; give the column a date format in the map",
  notInstant: "not a time",
  notOption: "not one of the options",
  notReference: "not a record",
  notMark: "neither yes, no nor a date",
  required: "must be filled in",
  separators: "thousands and decimal separators contradict each other",
  tooManyFields: "more cells than headings",
  tooFewFields: "fewer cells than headings",
  quotesNotClosed: "a quote is opened and never closed",
  strayQuote: "a quote inside a cell that is not doubled; taken as it stands",
  cellTooLong: "a cell of more than {limit} characters",
  unknownReference: "no record has this name; import it first, or use --create-missing",
  ambiguousReference: "several records have this name",
  cannotCreate: "a record of this name is missing and a name alone is not enough to create it",
  conflictInFile: "another row of the same key says otherwise",
  unknownId: "no record has this id",
  fixed: "set once and kept as it is",
  disabled: "this account has been disabled",
  notYours: "this record belongs to somebody else and is not shared with you",
  needsRight: 'needs the right "{limit}"',
  appendOnly: "entries of this kind are kept as they are",
  notOwner: "only the owner, or somebody who leads the owner, may do this",
  notYou: "signed with somebody else's name",
  readOnly: "this user's job function may read this field, not change it",
  mayNotCreate: "this user's job function may not create records of this kind",
  mayNotChange: "this user's job function may not change records of this kind",
  mayNotDelete: "this user's job function may not delete records of this kind",
  taken: "another record has this already",
  purged: "this record was deleted for good",
  fault: "the server could not process this; its log says why",
  noRecord: "the record that this belongs to does not exist",
  refersToRejected: "refers to a record that was rejected",
};

const sentence = (reason: string, limit?: string | number): string => (REASONS[reason] ?? reason).replace("{limit}", String(limit ?? ""));

export const issueSentence = ({ reason, limit, text, column }: PlanIssue): string =>
  `${column === null ? "" : `${column}: `}${sentence(reason, limit)}${text === "" ? "" : ` ("${text.length > 60 ? `${text.slice(0, 59)}…` : text}")`}`;

/** Why this device did not take a change. */
export const commitSentence = (problem: CommitProblem): string => {
  switch (problem.type) {
    case "Invalid":
      return `${problem.path}: ${sentence(problem.reason, problem.limit)}`;
    case "Denied":
      return `${problem.path ? `${problem.path}: ` : ""}${sentence(problem.reason, problem.right)}`;
    case "StorageFailed":
      return `storage failed: ${problem.problem}`;
  }
};

/** Why the relay refused a change. */
export const refusalSentence = ({ code, reason, path }: Refusal): string =>
  `${path === null ? "" : `${path}: `}${code === "tooLarge" ? "larger than the server takes" : code === "denied" || code === "invalid" ? sentence(reason) : `the server did not accept it (${code}: ${reason})`}`;

export const referredSentence = (): string => sentence("refersToRejected");

export const fileSentence = (problem: FileProblem): string => {
  switch (problem.code) {
    case "empty":
      return "The file is empty.";
    case "unreadable":
      return "The file cannot be read: it vanished or the system refused.";
    case "notText":
      return `This is not a CSV file; it looks like ${problem.format}. Save it as CSV and import that.`;
    case "tooLarge":
      return `The file has ${Math.ceil(problem.size / 1e6)} MB, at most ${problem.limit / 1e6} MB are possible. Split it by rows.`;
    case "tooManyRows":
      return `More than ${problem.limit} rows. Split the file.`;
    case "tooManyColumns":
      return `More than ${problem.limit} columns. Is the delimiter right? The map may name it under csv.delimiter.`;
    case "undecodable":
      return `Line ${problem.line} is not ${problem.encoding}. The map may name the encoding under csv.encoding.`;
    case "noRows":
      return "The file has headings but no rows.";
  }
};

const MAP_FAULTS: Readonly<Record<MapFault["code"], string>> = {
  notJson: "is not JSON",
  notMap: "is not what a map has here",
  unknownVersion: "must be version 1",
  unknownEntity: "is not a kind of record",
  unknownTarget: "is not a field of this kind",
  unknownKey: "must be fields that columns of this map fill",
  noSource: "needs a heading or a template",
  twoSources: "has a heading and a template; it can have one",
  badFormat: "is not a format",
  badValue: "is not one of the possible values",
  unknownHeading: "is not a heading of the file",
  twice: "is filled by two columns",
};

export const mapSentence = ({ code, at, text }: MapFault): string => `${at}${text === undefined ? "" : ` "${text}"`} ${MAP_FAULTS[code]}`;
