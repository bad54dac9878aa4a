import type { Instant } from "#domain/clock.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
import type { HttpCode } from "#domain/protocol/http-codes.ts";
import type { DocId, Key, RecordId } from "#domain/id.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";
import type { ShownPasskey } from "#domain/protocol/passkeys.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { Effect } from "#domain/policy/effect.ts";
import type { Grant } from "#domain/policy/grant.ts";
import type { Action } from "#domain/policy/job-function.ts";
import type { Right } from "#domain/policy/right.ts";
import type { Denied } from "#domain/policy/write.ts";
import type { Query } from "#domain/query/query.ts";
import type { Referring } from "#domain/query/referring.ts";
import type { Totals } from "#domain/query/totals.ts";
import type { BoardColumn } from "#domain/query/board.ts";
import type { CountedText } from "#domain/query/counts.ts";
import type { Forecast, ForecastQuestion } from "#domain/reports/forecast.ts";
import type { Funnel, FunnelQuestion } from "#domain/reports/funnel.ts";
import type { Narrowing } from "#domain/reports/narrow.ts";
import type { Cell, ReportDefinition, ReportGroup, ReportTable } from "#domain/reports/report.ts";
import type { Change, Values } from "#domain/record/change.ts";
import type { Result } from "#domain/result.ts";
import type { Path } from "#domain/record/path.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { Locale } from "#domain/schema/words.ts";
import type { Invalid } from "#domain/schema/validate.ts";

/** What the page shows of the replica's state, in one word and two counts. */
export interface SyncState {
  /**
   * - saved: everything is at the relay, and all of the relay's is here. - saving: being sent, or about to be stored here.
   * - fetching: documents are on their way here; `progress` says how far. - connecting: there is a network, and the first attempt has
   *   not failed yet. - offline: no connection, work goes on.
   * - signIn: the session has ended, work goes on, nothing is sent until the person signs in again.
   * - broken: this device's storage refuses to work; `problem` says why.
   */
  readonly kind: "saved" | "saving" | "fetching" | "connecting" | "offline" | "signIn" | "broken";
  /** Transactions of this device that the relay has not acknowledged. */
  readonly waiting: number;
  /** Refused changes in the attention tray. */
  readonly attention: number;
  /** While the first sync or a long catching up runs: documents received and expected. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly problem: StorageProblem | null;
  /** The relay speaks a newer protocol: work goes on here, nothing is sent until the app is loaded anew. */
  readonly mustUpdate: boolean;
  /**
   * - open: the person works. - locked: the device has not reached the relay for too long; contact opens it, nothing is lost.
   * - wiped: an administrator had it emptied; there is nothing here any more.
   */
  readonly access: "open" | "locked" | "wiped";
  /** How far this device's clock is from the relay's, in milliseconds; shown when above a minute. */
  readonly clockOffset: number;
  /** Instant of the relay's last message, by this device's clock; null before the first. */
  readonly lastContact: Instant | null;
  /** Why the relay ended the last connection; null once there is another, and when it said nothing. */
  readonly closed: CloseReason | null;
}

/**
 * - quota: the disk is full; new changes are kept in memory and sent, and stored once there is room. - refused: the browser gives no storage (private window): everything
 *   works but is gone when the app closes. - lost: the storage was taken away while in use; load the app anew.
 */
export type StorageProblem = "quota" | "refused" | "lost";

/** Who is signed in on this device; null asks for sign-in. Known offline too. */
export interface Me {
  readonly id: RecordId;
  readonly name: string;
  /** The password was given by an administrator: nothing is synced until the person has chosen another one. */
  readonly mustChangePassword?: true;
}

/** New values for one record. `expect`: a path whose present value differs from it is left alone (undo after others edited). */
export interface Edit {
  readonly record: RecordId;
  readonly values: Values;
  readonly expect?: Values;
}

/** What a commit did, with what undoes it. */
export interface Committed {
  readonly tx: Key;
  readonly undo: readonly Edit[];
  /** Paths left alone because somebody else has changed them since. */
  readonly skipped: readonly { readonly record: RecordId; readonly path: string }[];
}

/** What many edits in portions did: the first `done` of them are written. */
export interface CommittedMany {
  readonly done: number;
  readonly undo: readonly Edit[];
  readonly skipped: Committed["skipped"];
  /** Why the rest was not written; null when everything was. */
  readonly problem: CommitProblem | null;
}

/** What became of records that were brought in together. */
export interface BroughtIn {
  /** Positions of those that rules or rights do not allow; each keeps out itself alone. */
  readonly refused: readonly { readonly at: number; readonly problem: CommitProblem }[];
  /** What takes back those that were written one by one, the last first; a new record besides is taken back by its deletion. */
  readonly undo: readonly Edit[];
}

/** Why nothing of a commit was written. NotFetched: offline, and the part of the app that plans changes was never fetched. */
export type CommitProblem = Invalid | Denied | { readonly type: "StorageFailed"; readonly problem: StorageProblem } | { readonly type: "NotFetched" };

/** A refused transaction waiting for its author, with what was wanted and what stands. */
export interface AttentionItem {
  readonly tx: Key;
  readonly at: Instant;
  readonly refusal: Refusal;
  readonly docs: readonly { readonly doc: DocId; readonly title: string; readonly changes: readonly Change[] }[];
  /** Plain text of prose that the refused transaction would have added, kept so that nothing typed is lost. */
  readonly text: string | null;
}

/** A value of this device that the relay has taken and that does not stand: a later edit was made elsewhere. */
export interface Overtaken {
  readonly record: RecordId;
  readonly path: Path;
  readonly mine: FieldValue;
  readonly stands: FieldValue;
}

/** A transaction of this device that the relay has not acknowledged. */
export interface WaitingChange {
  readonly tx: Key;
  readonly at: Instant;
  readonly docs: readonly { readonly doc: DocId; readonly changes: readonly Change[] }[];
}

/** An own change that is not yet acknowledged, in the form of history. */
export interface PendingChange {
  readonly doc: DocId;
  readonly change: Change;
}

export interface RecordHistory {
  readonly entries: readonly HistoryEntry[];
  readonly pending: readonly PendingChange[];
  readonly more: boolean;
  /** False when the relay could not be asked: entries are the last known ones. */
  readonly fresh: boolean;
}

/** A page of the data log; `next` says from where to ask on, null at the end. A page may be empty before the end. */
export interface LogPage {
  readonly entries: readonly HistoryEntry[];
  readonly next: number | null;
}

/** A live result: `stop` ends the calls. */
export interface Live {
  readonly stop: () => void;
}

/** A list that stays right. `show` asks for rows of a window; results come through the callback given at creation. */
export interface LiveList extends Live {
  readonly show: (first: number, last: number) => void;
  /** Every id in order, for selecting all and for next and previous. */
  readonly ids: () => Promise<readonly RecordId[]>;
}

export interface ListResult {
  readonly count: number;
  readonly first: number;
  /** Rows of the window, with derived columns and facets joined. */
  readonly rows: readonly Row[];
  readonly totals: Totals;
  readonly pageTotals: Totals;
}

/** Records of one kind as they stood at the end of an instant. */
export interface PastOf {
  readonly kind: string;
  readonly at: Instant;
}

/** A report that stays right; `drill` gives the records behind a figure of the last table. */
export interface LiveReport extends Live {
  readonly drill: (cell: Cell) => Promise<readonly RecordId[]>;
}

/** Two dimensions against each other. Totals come from the records themselves: averages and shares cannot be added up. */
export interface PivotTable {
  /** Keys are pairs of a row's and a column's key; the total is over everything. */
  readonly cells: ReportTable;
  readonly rows: readonly ReportGroup[];
  readonly columns: readonly ReportGroup[];
}

export interface SearchHit {
  readonly id: RecordId;
  readonly kind: string;
  readonly title: string;
  readonly subtitle: string | null;
}

/** A record that somebody has already; `id` is null for those who may not read it. `owner` is a name. */
export interface Collision {
  readonly title: string;
  readonly owner: string;
  readonly id: RecordId | null;
}

/** An open record: its port speaks y-websocket's protocol, and the client id is leased to this tab for this document. */
export interface OpenDocument {
  readonly port: MessagePort;
  readonly clientId: number;
  /** Counts how often the device was given documents in another form: a copy that was opened under another count is no longer good. */
  readonly forms: number;
}

export interface PersonRights {
  readonly me: RecordId;
  /** Whether the person sees records of others by role. */
  readonly leads: boolean;
  /** Whether the records of everybody are theirs to see and change. */
  readonly seesAll: boolean;
  readonly rights: readonly string[];
  /** Pools that the person claims from and releases into, and those of them that they manage. */
  readonly pools: { readonly member: readonly RecordId[]; readonly manages: readonly RecordId[] };
  /** What the person's job functions do not allow, as `<kind>.<action>`. */
  readonly denied: readonly string[];
  /** What the person does not see of owned records, as `<kind>.<field>` and `<kind>.<list>.<field>`. */
  readonly hidden: readonly string[];
}

/** By what somebody reads a record; nothing: they do not. `facets` are those parts that need a right. */
export interface Why {
  readonly active: boolean;
  readonly grants: readonly Grant[];
  /** What leads to records of others that this one follows, such as its customer. */
  readonly follows: readonly { readonly record: RecordId; readonly grants: readonly Grant[] }[];
  readonly facets: readonly { readonly facet: Right; readonly granted: boolean }[];
  /** What job functions do not allow with records of this kind. */
  readonly denied: readonly Action[];
  /** What they do not show of them, by name; `<list>.<field>` for fields of lines. */
  readonly hidden: readonly string[];
}

/** Small values by name; null for one that is not there. */
export type LocalValues = Readonly<Record<string, string | null>>;

/** What the page may ask of the replica worker. Callbacks are comlink proxies; every answer is plain data. */
export interface ReplicaApi {
  /** Opens storage and starts syncing. Resolves with who is signed in, from storage alone, so it works offline. */
  start: () => Promise<Me | null>;
  /** `code`: of the second factor, where one is asked for. */
  signIn: (account: string, password: string, code?: string) => Promise<Result<Me, SignInProblem>>;
  /** What a browser answered to the question of an `attempt`. */
  signInByPasskey: (attempt: string, shown: ShownPasskey) => Promise<Result<Me, SignInProblem>>;
  /** Ends the session and removes the replica from this device. Refuses while changes wait, unless `force`. */
  signOut: (force: boolean) => Promise<Result<true, { type: "ChangesWaiting"; waiting: number }>>;
  changePassword: (current: string, next: string) => Promise<Result<true, SignInProblem>>;
  watchState: (call: (state: SyncState) => void) => Live;
  /** The tab's visibility, for choosing the leader. */
  setVisible: (visible: boolean) => void;
  /** The language that lists sort in. */
  setLocale: (locale: Locale) => void;

  list: (query: Query, columns: readonly string[], call: (result: ListResult) => void, past?: PastOf, window?: readonly [first: number, last: number]) => LiveList;
  /** The result by stage, with the first `most` ids of each. */
  board: (query: Query, most: number, call: (columns: readonly BoardColumn[]) => void, past?: PastOf) => Live;
  /** The texts of a column among the result, each with how many records have it. */
  counts: (query: Query, column: string, call: (counts: readonly CountedText[]) => void, past?: PastOf) => Live;
  row: (record: RecordId, call: (row: Row | null) => void) => Live;
  rows: (records: readonly RecordId[], past?: PastOf) => Promise<readonly Row[]>;
  /** Every row of a kind that the person may read, without derived columns and as it is stored: for planning an import. */
  allRows: (kind: string) => Promise<readonly Row[]>;
  /** The whole result of a query, once. */
  result: (query: Query) => Promise<readonly Row[]>;
  /**
   * Title by id for references, live: all of them in portions, and those that change; null for records that are here no more. `all`: every
   * one has been told.
   */
  titles: (call: (titles: ReadonlyMap<RecordId, string | null>, all: boolean) => void) => Live;
  /** Titles that are wanted at once. */
  titlesOf: (records: readonly RecordId[]) => Promise<ReadonlyMap<RecordId, string | null>>;
  /** Records that `text` finds, the best first; the first ones of their kinds when nothing is typed. */
  search: (text: string, kinds: readonly string[] | null, limit: number) => Promise<readonly SearchHit[]>;
  /**
   * Records that have `text` as one of their full names, even those this person may not read (kinds with `collision`). Asks the
   * relay: what cannot be read is not on this device.
   */
  collisions: (kind: string, text: string) => Promise<Result<readonly Collision[], { type: "Offline" } | { type: "Denied" }>>;
  /** Records of a kind whose `field` holds the same as `text` in other words, then those of similar names. */
  similar: (kind: string, field: string, text: string, limit: number) => Promise<readonly SearchHit[]>;
  /** How many live records refer to any of `records`, all of one kind, by their own kinds. */
  referring: (records: readonly RecordId[]) => Promise<readonly Referring[]>;
  rights: (call: (rights: PersonRights) => void) => Live;
  /** Whether the person may change `paths` of a record (or create one, when it does not exist). */
  mayWrite: (record: RecordId, values: Values) => Promise<Result<true, Denied>>;

  /** Why somebody reads a record and its facets, as far as this device knows the organisation; null for a record that is not here. */
  why: (person: RecordId, record: RecordId) => Promise<Why | null>;
  /**
   * What edits of the organisation would mean for what people read, without making them. Empty for edits of other kinds. Asks the relay, which
   * alone knows every record.
   */
  effectOf: (edits: readonly Edit[]) => Promise<Result<readonly Effect[], EffectProblem>>;

  /** Colleagues who may change a record, as far as this device knows; everybody, where the record is not here. */
  writersOf: (record: RecordId) => Promise<readonly RecordId[]>;
  /** The record that a request is about, if this device has it. */
  subjectOf: (request: RecordId) => Promise<RecordId | null>;

  /** Makes a new id of a kind. */
  newId: (kind: string) => Promise<RecordId>;
  newKey: () => Promise<Key>;
  commit: (edits: readonly Edit[]) => Promise<Result<Committed, CommitProblem>>;
  /** Commits any number of edits in portions, each of them atomic, and lets other work in between. Ends at the first that fails. */
  commitMany: (edits: readonly Edit[]) => Promise<CommittedMany>;
  /** Writes the records of a sheaf, given as its bytes, each by itself. A portion of a thousand leaves the thread free often enough. */
  bringIn: (sheaf: Uint8Array) => Promise<Result<BroughtIn, CommitProblem>>;

  open: (doc: DocId) => Promise<OpenDocument | null>;
  history: (record: RecordId) => Promise<RecordHistory>;
  olderHistory: (record: RecordId, before: number) => Promise<RecordHistory>;
  /** The history of everything that this person may read, newest first; for those who administer or see everybody. */
  log: (filter: LogFilter, before: number | null, limit: number) => Promise<Result<LogPage, PreviewProblem>>;
  /** A record as it stood at the end of `at`; null when it did not exist then or is not to be read. Texts are those of now. */
  rowAt: (record: RecordId, at: Instant) => Promise<Result<Row | null, { type: "Offline" }>>;
  /**
   * Fetches how the records of a kind stood at the end of `at`: `list`, `board`, `funnel` and `rows` answer for that instant afterwards, for as long
   * as no more than three others were fetched since. Records of other kinds stay as they are.
   */
  fetchPast: (kind: string, at: Instant) => Promise<Result<true, { type: "Offline" }>>;
  purge: (record: RecordId) => Promise<Result<true, { type: "Offline" } | { type: "Denied" } | { type: "NotFound" }>>;

  attention: (call: (items: readonly AttentionItem[]) => void) => Live;
  /** The call gets what was overtaken since the last one, as soon as this device learns of it. */
  overtaken: (call: (items: readonly Overtaken[]) => void) => Live;
  retry: (tx: Key) => Promise<Result<Committed, CommitProblem>>;
  discard: (tx: Key) => Promise<void>;

  /** The call gets null when the definition names what the kind does not have. Kinds without an owner are not narrowed. */
  report: (definition: ReportDefinition, call: (table: ReportTable | null) => void, narrowing?: Narrowing) => LiveReport;
  /** A definition of two dimensions with the totals of each; null also for another number of dimensions. */
  pivot: (definition: ReportDefinition, call: (table: PivotTable | null) => void, narrowing?: Narrowing) => LiveReport;
  funnel: (question: FunnelQuestion, call: (funnel: Funnel | null) => void, narrowing?: Narrowing, past?: PastOf) => LiveReport;
  forecast: (question: ForecastQuestion, call: (forecast: Forecast | null) => void, narrowing?: Narrowing) => LiveReport;

  /**
   * Takes back what waits for the relay of claiming, releasing or assigning a record; the row tells once it is gone. What is on its way at this
   * moment, or had reached the relay before, stands.
   */
  withdrawMove: (record: RecordId) => Promise<void>;

  /** The newest transactions not yet acknowledged, newest first, at most `most`. */
  waiting: (most: number) => Promise<readonly WaitingChange[]>;
  /** Everything not yet acknowledged, as a file that `restoreOutbox` of a signed-in device takes in. */
  exportOutbox: () => Promise<Blob>;
  /** Takes such a file in: its changes wait for the relay again, once each. Only for the person who made them. */
  restoreOutbox: (file: Blob) => Promise<Result<{ readonly restored: number }, RestoreProblem>>;
  /** Tells that the network came back or the person looked: no more waiting for the next attempt to connect. */
  hurry: () => void;

  /** Small values kept on this device only: open tabs, remembered import mappings, column widths. */
  getLocal: (name: string) => Promise<string | null>;
  /** By name, all or none of them; null removes one. False when the device's storage did not take them. */
  setLocal: (values: LocalValues) => Promise<boolean>;

  /** Serves another worker of this page over a port, so that bulk data does not pass through the page. */
  bridge: (port: MessagePort) => void;
}

/** What a worker beside the page may ask over a bridge: plain data only, no callbacks. */
export type BulkApi = Pick<ReplicaApi, "allRows" | "result" | "rows" | "commit" | "bringIn" | "getLocal" | "setLocal">;

/** `TooMany`: more rows of the organisation at once than the relay counts the effect of. */
export type EffectProblem = PreviewProblem | { readonly type: "TooMany" };

export type PreviewProblem = { readonly type: "Offline" } | { readonly type: "Denied" };

export type RestoreProblem =
  | { readonly type: "NotAnOutbox" }
  | { readonly type: "SignedOut" }
  | { readonly type: "OtherPerson"; readonly person: RecordId }
  | { readonly type: "StorageFailed"; readonly problem: StorageProblem };

export type SignInProblem =
  /** Changes of another person wait on this device: that person signs in, or they are exported and removed first. */
  | { readonly type: "ChangesWaiting"; readonly waiting: number; readonly person: Me }
  | { readonly type: "WrongPassword" }
  /** The password is right, and a code of the second factor is asked for; or the one given is not good. */
  | { readonly type: "NeedsCode" | "WrongCode" }
  | { readonly type: "TooManyTries"; readonly retryAfterSeconds: number }
  | { readonly type: "Unreachable" }
  | { readonly type: "WeakPassword" }
  | { readonly type: "Disabled" }
  /** The relay turned the request away for another reason. */
  | { readonly type: "TurnedAway"; readonly code: HttpCode };
