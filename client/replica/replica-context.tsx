import { proxy, type Remote } from "comlink";
import { createContext, createMemo, createSignal, getOwner, onCleanup, untrack, useContext, type Owner, type Accessor, type ParentProps } from "solid-js";
import { APPROVABLE_KINDS } from "#domain/entities/owned-kinds.ts";
import type { Query } from "#domain/query/query.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { AttentionItem, Committed, CommitProblem, Edit, Me, PersonRights, ReplicaApi, SyncState } from "#workers/replica/api.ts";
import { same } from "#domain/same.ts";
import { createLooked, type Looked } from "./looked.ts";
import { hideFields } from "./seen.ts";
import { createListView } from "./live.ts";
import { touchesAccess } from "#domain/policy/touches.ts";
import { err, type Result } from "#domain/result.ts";
import type { Agree } from "./effect-question.ts";
import { commitPieces, EMPTY_STACK, redoneStep, undoneStep, withoutTag, withStep, type UndoStack, type UndoStep } from "./undo-stack.ts";
import { createKnownTitles, type FoundTitles } from "./titles.ts";

/** Why a change was not made; `Withdrawn`: its author saw what it means for others and left it. */
export type EditProblem = CommitProblem | { readonly type: "Withdrawn" };

export interface Replica {
  readonly api: Remote<ReplicaApi>;
  readonly me: Accessor<Me>;
  readonly state: Accessor<SyncState>;
  /** Whether a change is on its way to this device's storage. */
  readonly storing: Accessor<boolean>;
  /** Whether the relay answers questions now. */
  readonly reached: Accessor<boolean>;
  readonly rights: Accessor<PersonRights | null>;
  /** The same, told on every change of the organisation: who may do what with one record follows from more than the rights show. */
  readonly organisation: Accessor<PersonRights | null>;
  readonly attention: Accessor<readonly AttentionItem[]>;
  /** Requests for access that the person has made or is asked to answer, the newest first. */
  readonly requests: Accessor<readonly Row[]>;
  /** Records that wait for this person's approval, of every kind that can be approved. */
  readonly toApprove: Accessor<readonly Row[]>;
  /** What a record is called; null while unknown or not readable. */
  readonly titleOf: (record: string) => string | null;
  /** Whether every title that this person may read is here: one that is missing is not theirs to read. */
  readonly knowsTitles: Accessor<boolean>;
  /** Makes a change the person can take back, of the organisation only once they know its effect. `label` is its translated name. */
  readonly edit: (label: string, edits: readonly Edit[]) => Promise<Result<Committed, EditProblem>>;
  /** Whether edits that are written elsewhere are meant: where they change who may do what, an administrator is told the effect first. */
  readonly isMeant: (edits: readonly Edit[]) => Promise<boolean>;
  /** Adds work that was done elsewhere to what can be taken back. */
  readonly addStep: (step: UndoStep) => void;
  /** Leaves out a step that has been taken back elsewhere. */
  readonly dropStep: (tag: string) => void;
  readonly undo: () => Promise<UndoOutcome | null>;
  readonly redo: () => Promise<UndoOutcome | null>;
  readonly stack: Accessor<UndoStack>;
  readonly looked: Looked;
  /** What lives for as long as the person is here. */
  readonly owner: Owner | null;
  /** Calls each time the worker behind `api` has been replaced; answers what ends the calls. */
  readonly onRestart: OnRestart;
}

export type OnRestart = (call: () => void) => () => void;

export interface UndoOutcome {
  readonly label: string;
  /** Fields left alone because somebody else has changed them since. */
  readonly skipped: number;
  readonly problem: CommitProblem | null;
}

const REACHED: ReadonlySet<SyncState["kind"]> = new Set(["saved", "saving", "fetching"]);

const REQUESTS: Query = { kind: "accessRequest", sort: [{ by: "created", down: true }] };
const MOST_REQUESTS = 300;
/** Milliseconds until the lists are asked for that only numbers in the frame of the app come from. */
const AFTER_SCREEN = 800;
const TO_APPROVE: readonly Query[] = APPROVABLE_KINDS.map((kind) => ({ kind, filter: { field: "approvers", is: "equals", value: "me" }, sort: [{ by: "created", down: true }] }));

const ReplicaContext = createContext<Replica>();

const INITIAL: SyncState = {
  kind: navigator.onLine ? "connecting" : "offline",
  waiting: 0,
  attention: 0,
  progress: null,
  problem: null,
  mustUpdate: false,
  access: "open",
  clockOffset: 0,
  lastContact: null,
  closed: null,
};

export const createReplica = (api: Remote<ReplicaApi>, me: Accessor<Me>, onRestart: OnRestart, agree: Agree): Replica => {
  const [state, setState] = createSignal<SyncState>(INITIAL, { equals: same });
  const [running, setRunning] = createSignal(0);
  /* What is on its way to this device's storage is not saved yet. */
  const shownState = createMemo((): SyncState => (running() > 0 && state().kind === "saved" ? { ...state(), kind: "saving" } : state()));
  const reached = createMemo(() => REACHED.has(state().kind));
  const [organisation, setOrganisation] = createSignal<PersonRights | null>(null);
  const rights = createMemo(organisation, null, { equals: same });
  const [attention, setAttention] = createSignal<readonly AttentionItem[]>([], { equals: same });
  const [told, setTold] = createSignal(false);
  const [stack, setStack] = createSignal<UndoStack>(EMPTY_STACK);

  void api.watchState(proxy((next) => setState(next)));
  void api.rights(
    proxy((next) => {
      hideFields(next.hidden);
      setOrganisation(next);
    }),
  );
  void api.attention(proxy((next) => setAttention(next)));
  const titles = createKnownTitles((records) => api.titlesOf(records), () => untrack(told));
  void api.titles(
    proxy((found: FoundTitles, all: boolean) => {
      titles.learn(found);
      if (all) setTold(true);
    }),
  );

  const looked = createLooked(api);
  /** What this person writes in lists and in bulk is no news to them. */
  const noteOwn = async (undo: readonly Edit[]): Promise<void> => {
    const known = undo.filter(({ record }) => looked.knows(record));
    if (known.length === 0) return;
    const rows = new Map((await api.rows(known.map(({ record }) => record))).map((row) => [row.id, row]));
    for (const { record, values } of known) {
      const row = rows.get(record);
      if (row) looked.wrote(row, Object.keys(values));
    }
  };
  /* The worker answers in order, and what is on the screen asks first; so do the records that are still arriving on a new device. */
  const [waited, setWaited] = createSignal(false);
  const timer = setTimeout(() => setWaited(true), AFTER_SCREEN);
  onCleanup(() => clearTimeout(timer));
  const onScreen = createMemo((ready: boolean) => ready || (waited() && state().progress === null), false);
  const requests = createListView(api, () => (onScreen() ? REQUESTS : null), () => ["title"]);
  requests.show(0, MOST_REQUESTS);
  const approvals = TO_APPROVE.map((query) => createListView(api, () => (onScreen() ? query : null), () => ["approval"]));
  for (const view of approvals) view.show(0, MOST_REQUESTS);
  /* Who may not change the organisation is refused by the commit itself. */
  const isMeant = async (edits: readonly Edit[]): Promise<boolean> => {
    const reaching = edits.filter(({ record, values }) => touchesAccess(record, Object.keys(values)));
    if (reaching.length === 0 || !rights()?.rights.includes("admin")) return true;
    const effect = await api.effectOf(reaching);
    if (effect.ok) return effect.value.length === 0 || agree(effect.value);
    return effect.error.type === "Denied" || agree(effect.error.type === "TooMany" ? "tooMany" : "offline");
  };

  /* A step is taken back once everything asked for before has been done: keys are pressed faster than that. */
  let before: Promise<unknown> = Promise.resolve();
  const hold = <T,>(work: Promise<T>): Promise<T> => {
    setRunning((count) => count + 1);
    before = Promise.allSettled([before, work]);
    void before.then(() => setRunning((count) => count - 1));
    return work;
  };
  const takeBack = async (
    last: () => UndoStep | undefined,
    move: (stack: UndoStack, back: UndoStep) => UndoStack,
  ): Promise<UndoOutcome | null> => {
    await before;
    const step = last();
    if (!step) return null;
    const { undo, skipped, problem } = await commitPieces(step.edits, (edits) => api.commitMany(edits));
    void noteOwn(undo);
    if (problem) return { label: step.label, skipped: 0, problem };
    setStack(move(stack(), { ...step, edits: undo }));
    return { label: step.label, skipped: skipped.length, problem: null };
  };

  return {
    api,
    me,
    state: shownState,
    storing: () => running() > 0,
    reached,
    rights,
    organisation,
    attention,
    looked,
    owner: getOwner(),
    requests: () => requests.result()?.rows ?? [],
    toApprove: createMemo(() => approvals.flatMap((view) => view.result()?.rows ?? []), [], { equals: (a, b) => a.length === b.length && a.every((row, index) => row === b[index]) }),
    stack,
    onRestart,
    titleOf: titles.titleOf,
    knowsTitles: () => told() && state().progress === null && state().lastContact !== null,
    edit: async (label, edits) => {
      if (!(await isMeant(edits))) return err({ type: "Withdrawn" });
      const commit = async (): Promise<Result<Committed, EditProblem>> => {
        const outcome = await api.commit(edits);
        if (outcome.ok) void noteOwn(outcome.value.undo);
        if (outcome.ok && outcome.value.undo.length > 0) setStack(withStep(stack(), { label, edits: outcome.value.undo }));
        return outcome;
      };
      return hold(commit());
    },
    isMeant,
    addStep: (step) => setStack(withStep(stack(), step)),
    dropStep: (tag) => setStack(withoutTag(stack(), tag)),
    undo: () => hold(takeBack(() => stack().done.at(-1), undoneStep)),
    redo: () => hold(takeBack(() => stack().undone.at(-1), redoneStep)),
  };
};

export const ReplicaProvider = (props: ParentProps<{ replica: Replica }>) => (
  <ReplicaContext.Provider value={props.replica}>{props.children}</ReplicaContext.Provider>
);

/** The signed-in person's replica. Throws outside its provider: a scene without one is a bug. */
export const useReplica = (): Replica => {
  const replica = useContext(ReplicaContext);
  if (!replica) throw new Error("useReplica needs a ReplicaProvider above it");
  return replica;
};
