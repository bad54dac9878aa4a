import { proxy, type Remote } from "comlink";
import { createSignal, type Accessor } from "solid-js";
import type { Replica } from "#client/replica/replica-context.tsx";
import type { ImportEntry } from "#workers/transfer/import-journal.ts";
import type { ImportOutcome, ImportUndone, RunProgress } from "#workers/transfer/import-run.ts";
import type { Importer } from "#workers/transfer/importer.ts";

/** What is being written or taken back at this moment, and what was before. */
export interface ImportRunner {
  readonly progress: Accessor<(RunProgress & { readonly undoing: boolean }) | null>;
  readonly paused: Accessor<boolean>;
  readonly outcome: Accessor<ImportOutcome | null>;
  readonly history: Accessor<readonly ImportEntry[]>;
  readonly start: (file: string, label: string, bringIn: boolean) => Promise<void>;
  readonly proceed: (entry: ImportEntry, label: string) => Promise<void>;
  /** Null when its effect was not meant. */
  readonly undo: (entry: ImportEntry) => Promise<ImportUndone | null>;
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly refresh: () => Promise<void>;
  readonly clear: () => void;
  /** The worker has ended: what it was writing is interrupted and can be continued. */
  readonly abandon: () => void;
}

export const createImportRunner = (replica: Replica, importer: () => Promise<Remote<Importer>>): ImportRunner => {
  const [progress, setProgress] = createSignal<(RunProgress & { readonly undoing: boolean }) | null>(null);
  const [paused, setPaused] = createSignal(false);
  const [outcome, setOutcome] = createSignal<ImportOutcome | null>(null);
  const [history, setHistory] = createSignal<readonly ImportEntry[]>([]);

  const refresh = async (): Promise<void> => {
    setHistory(await (await importer()).imports());
  };

  /** Progress of one piece of work. It has a channel of its own, so some of it arrives after the work's answer. */
  let work = 0;
  const told = (undoing: boolean) => {
    const mine = (work += 1);
    return proxy((now: RunProgress) => {
      if (mine === work) setProgress({ ...now, undoing });
    });
  };
  const over = (): void => {
    work += 1;
    setProgress(null);
    setPaused(false);
  };

  const ended = async (done: ImportOutcome | null, label: string): Promise<void> => {
    over();
    if (!done) return;
    setOutcome(done);
    const { id } = done.entry;
    replica.dropStep(id);
    const { portions } = done.entry;
    const edits = async function* () {
      for (let at = portions - 1; at >= 0; at -= 1) yield await (await importer()).undoEdits(id, at);
    };
    if (done.entry.done > 0) replica.addStep({ label, edits, tag: id });
    await refresh();
  };

  /** An import into the organisation changes who sees what: its effect is told first, of going on and of taking it back too. */
  const isMeant = async ({ id }: ImportEntry, which: "left" | "undo"): Promise<boolean> => replica.isMeant(await (await importer()).accessEditsOf(id, which));

  return {
    progress,
    paused,
    outcome,
    history,
    refresh,
    clear: () => setOutcome(null),
    abandon: () => {
      if (progress()) void refresh();
      over();
    },
    start: async (file, label, bringIn) => {
      const worker = await importer();
      if (!(await replica.isMeant(await worker.accessEdits()))) return;
      setOutcome(null);
      setProgress({ done: 0, total: 0, undoing: false });
      await ended(await worker.start({ file, me: replica.me().id, bringIn }, told(false)), label);
    },
    proceed: async (entry, label) => {
      if (!(await isMeant(entry, "left"))) return;
      setProgress({ done: entry.done, total: entry.total, undoing: false });
      await ended(await (await importer()).proceed(entry.id, told(false)), label);
    },
    undo: async (entry) => {
      if (!(await isMeant(entry, "undo"))) return null;
      setProgress({ done: 0, total: entry.portions, undoing: true });
      const undone = await (await importer()).undo(entry.id, told(true));
      over();
      if (!undone.problem) replica.dropStep(entry.id);
      const shown = outcome();
      if (shown?.entry.id === entry.id && !undone.problem) setOutcome({ ...shown, entry: { ...shown.entry, state: "undone" } });
      await refresh();
      return undone;
    },
    pause: async () => {
      setPaused(true);
      await (await importer()).pause();
    },
    resume: async () => {
      setPaused(false);
      await (await importer()).resume();
    },
    cancel: async () => {
      setPaused(false);
      await (await importer()).cancel();
    },
  };
};
