import { createSignal, type Accessor } from "solid-js";
import { readSetting, writeSetting } from "#client/theme/theme.ts";
import { parseRecordId, type RecordId } from "#domain/id.ts";

/** What stands in a pane: a record, or the list that records are opened from. */
export type Pane = RecordId | "list";

interface Kept {
  readonly tabs: readonly RecordId[];
  readonly front: Pane;
  readonly beside: Pane | null;
  readonly share: number;
}

export interface WorkTabs {
  readonly tabs: Accessor<readonly RecordId[]>;
  readonly front: Accessor<Pane>;
  /** Stands to the left of `front` while two share the space. */
  readonly beside: Accessor<Pane | null>;
  /** Share of the left pane, 0.2 to 0.8. */
  readonly share: Accessor<number>;
  readonly setShare: (share: number) => void;
  /** Opens a record as the tab after the one in front, or brings its tab to the front. */
  readonly open: (record: RecordId) => void;
  /** Keeps what is in front on the left and opens the record on the right of it. */
  readonly openBeside: (record: RecordId) => void;
  /** Lets a record take the tab and the pane of another. Where it has a tab already, that one stays and the other goes. */
  readonly openInsteadOf: (shown: RecordId, record: RecordId) => void;
  readonly show: (pane: Pane) => void;
  readonly close: (record: RecordId) => void;
  readonly closeAll: () => void;
  /** Ends standing side by side. */
  readonly alone: () => void;
  /** Brings the next (1) or previous (-1) tab to the front; the list counts as the first. */
  readonly step: (by: -1 | 1) => void;
}

const KEY = "tidebook.tabs";
const MOST = 12;
const EMPTY: Kept = { tabs: [], front: "list", beside: null, share: 0.42 };

const read = (): Kept => {
  const text = readSetting(KEY);
  if (text === null) return EMPTY;
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    const tabs = (Array.isArray(kept.tabs) ? kept.tabs : []).filter((id) => parseRecordId(String(id)) !== null);
    const pane = (value: unknown): Pane | null => (value === "list" ? "list" : (tabs.find((id) => id === value) ?? null));
    const share = typeof kept.share === "number" && kept.share >= 0.2 && kept.share <= 0.8 ? kept.share : EMPTY.share;
    return { tabs, front: pane(kept.front) ?? "list", beside: pane(kept.beside), share };
  } catch {
    return EMPTY;
  }
};

/** The records open on this device, kept in localStorage. */
export const createWorkTabs = (): WorkTabs => {
  const [kept, setKept] = createSignal(read());
  const change = (part: Partial<Kept>): void => {
    const next = { ...kept(), ...part };
    setKept(next.beside === next.front ? { ...next, beside: null } : next);
    writeSetting(KEY, JSON.stringify(kept()));
  };
  const withTab = (record: RecordId): readonly RecordId[] => {
    const { tabs, front } = kept();
    if (tabs.includes(record)) return tabs;
    const at = front === "list" ? tabs.length : tabs.indexOf(front) + 1;
    const next = tabs.toSpliced(at, 0, record);
    if (next.length <= MOST) return next;
    const oldest = next.find((id) => id !== record && id !== front && id !== kept().beside);
    return next.filter((id) => id !== oldest);
  };
  return {
    tabs: () => kept().tabs,
    front: () => kept().front,
    beside: () => kept().beside,
    share: () => kept().share,
    setShare: (share) => change({ share }),
    open: (record) => change({ tabs: withTab(record), front: record }),
    openBeside: (record) => change({ tabs: withTab(record), front: record, beside: kept().front === record ? (kept().beside ?? "list") : kept().front }),
    openInsteadOf: (shown, record) => {
      const { tabs, front, beside } = kept();
      const swap = (pane: Pane): Pane => (pane === shown ? record : pane);
      change({
        tabs: tabs.includes(record) ? tabs.filter((id) => id !== shown) : tabs.map((id) => (id === shown ? record : id)),
        front: swap(front),
        beside: beside === null ? null : swap(beside),
      });
    },
    show: (pane) => {
      const { beside, front } = kept();
      change(pane === beside ? { front: pane, beside: front } : { front: pane });
    },
    close: (record) => {
      const { tabs, front, beside } = kept();
      const at = tabs.indexOf(record);
      const rest = tabs.filter((id) => id !== record);
      const neighbour: Pane = beside !== null && beside !== record ? beside : (rest[Math.min(at, rest.length - 1)] ?? "list");
      change({ tabs: rest, front: front === record ? neighbour : front, beside: beside === record || front === record ? null : beside });
    },
    closeAll: () => change({ tabs: [], front: "list", beside: null }),
    alone: () => change({ beside: null }),
    step: (by) => {
      const panes: readonly Pane[] = ["list", ...kept().tabs];
      const at = panes.indexOf(kept().front);
      const next = panes[(at + by + panes.length) % panes.length];
      if (next !== undefined) change({ front: next });
    },
  };
};
