import { expect, it } from "vitest";
import { syncWord } from "#client/shell/sync-word.ts";

it("[D-15] the top line says the most pressing thing first, and saved only when nothing is on its way", () => {
  expect(syncWord({ kind: "saved", waiting: 0, attention: 0, progress: null }).word).toBe("sync.saved");
  expect(syncWord({ kind: "saved", waiting: 2, attention: 0, progress: null }).word).toBe("sync.saving");
  expect(syncWord({ kind: "fetching", waiting: 0, attention: 0, progress: { done: 150, total: 400 } })).toMatchObject({ word: "sync.fetching", percent: 37 });
  expect(syncWord({ kind: "fetching", waiting: 1, attention: 0, progress: { done: 150, total: 400 } }).word).toBe("sync.saving");
  expect(syncWord({ kind: "connecting", waiting: 2, attention: 0, progress: null }).word).toBe("sync.connecting");
  expect(syncWord({ kind: "offline", waiting: 0, attention: 0, progress: null }).word).toBe("sync.offline");
  expect(syncWord({ kind: "offline", waiting: 12, attention: 0, progress: null })).toMatchObject({ word: "sync.offlineWaiting", count: 12 });
  expect(syncWord({ kind: "offline", waiting: 12, attention: 1, progress: null })).toMatchObject({ word: "sync.attention", count: 1 });
  expect(syncWord({ kind: "broken", waiting: 3, attention: 1, progress: null }).word).toBe("sync.broken");
});
