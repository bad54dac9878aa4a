import type { AttentionItem } from "#workers/replica/api.ts";
import type { Instant } from "#domain/clock.ts";
import type { DocId, RecordId } from "#domain/id.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { OutboxRecord } from "./storage/storage.ts";
import type { DeviceMeta } from "./meta.ts";
import type { Link } from "./link.ts";
import type { OutboxChange } from "./outbox.ts";
import type { SegmentsChange } from "./segments.ts";

/** What the leader asks the relay on behalf of another tab. */
export type Question =
  | { readonly ask: "history"; readonly record: RecordId; readonly before: number | null }
  | { readonly ask: "log"; readonly filter: LogFilter; readonly before: number | null; readonly limit: number }
  | { readonly ask: "past"; readonly kind: string; readonly record: RecordId | null; readonly at: Instant; readonly after: RecordId | null }
  | { readonly ask: "purge"; readonly record: RecordId }
  | { readonly ask: "reserve"; readonly kind: string }
  | { readonly ask: "preview"; readonly rows: readonly Row[] };

/** What the tabs of one device tell each other. Documents themselves never travel: they are in storage. */
export type TabMessage =
  | { readonly type: "appended"; readonly key: number; readonly record: OutboxRecord }
  /** The leader stored something: number `epoch` in an unbroken count, so that a tab notices what it missed. */
  | {
      readonly type: "stored";
      readonly epoch: number;
      readonly segments: SegmentsChange | null;
      readonly outbox: OutboxChange | null;
      /** Documents written anew: loaded copies and open rooms are no longer good. */
      readonly rebuilt: readonly DocId[];
      readonly attention: { readonly put: readonly AttentionItem[]; readonly deleted: readonly string[] } | null;
    }
  /** Where the leader's count stands: a tab that has just come missed what was stored while nobody heard it. */
  | { readonly type: "epoch"; readonly epoch: number }
  | { readonly type: "link"; readonly link: Link }
  | { readonly type: "joined"; readonly tab: string }
  | { readonly type: "left"; readonly tab: string }
  | { readonly type: "watch"; readonly tab: string; readonly docs: readonly DocId[] }
  | { readonly type: "presence"; readonly doc: DocId; readonly update: Uint8Array; readonly from: "tab" | "relay" }
  | { readonly type: "question"; readonly id: string; readonly question: Question }
  | { readonly type: "answer"; readonly id: string; readonly answer: unknown }
  | { readonly type: "account" }
  | { readonly type: "device"; readonly device: DeviceMeta; readonly used: number }
  | { readonly type: "withdraw"; readonly record: RecordId }
  | { readonly type: "push" };

/** The other tabs of this device, and which of them holds the socket. */
export interface Tabs {
  /** Name of this tab, different from every other. */
  readonly name: string;
  readonly post: (message: TabMessage) => void;
  readonly listen: (call: (message: TabMessage) => void) => void;
  /** Nobody has been heard of since this tab is there: what others would be told may be left unsaid. */
  readonly alone: () => boolean;
  /** Stands for leader; `lead` is called when this tab becomes it, `rest` when it gives way: nobody else leads before that has ended. */
  readonly stand: (calls: { readonly lead: () => void; readonly rest: () => Promise<void> }) => void;
  readonly setVisible: (visible: boolean) => void;
  readonly leave: () => void;
}

/** One replica alone: Node, and browsers without locks or channels. */
export const createSingleTab = (): Tabs => ({
  name: "only",
  post: () => undefined,
  listen: () => undefined,
  alone: () => true,
  stand: ({ lead }) => {
    lead();
  },
  setVisible: () => undefined,
  leave: () => undefined,
});
