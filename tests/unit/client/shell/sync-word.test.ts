import { expect, it } from "vitest";
import { syncWord } from "#client/shell/sync-word.ts";

it("[UI-SYNC] says the most pressing thing first", () => {
  expect(syncWord({ kind: "saved", waiting: 0, attention: 0 }).word).toBe("sync.saved");
  expect(syncWord({ kind: "saved", waiting: 2, attention: 0 }).word).toBe("sync.saving");
  expect(syncWord({ kind: "offline", waiting: 0, attention: 0 }).word).toBe("sync.offline");
  expect(syncWord({ kind: "offline", waiting: 12, attention: 0 })).toMatchObject({ word: "sync.offlineWaiting", count: 12 });
  expect(syncWord({ kind: "offline", waiting: 12, attention: 1 })).toMatchObject({ word: "sync.attention", count: 1 });
  expect(syncWord({ kind: "broken", waiting: 3, attention: 1 }).word).toBe("sync.broken");
});
