import type { ReplicaApi } from "#workers/replica/api.ts";
import { recordId } from "#domain/id.ts";
import { err, ok } from "#domain/result.ts";
import type { Core } from "./core.ts";
import { readOutboxFile, writeOutboxFile } from "./outbox-file.ts";

const NOBODY = recordId("user", "0");

/** The outbox as a file. */
export const outboxAsFile = (core: Core): Blob => {
  const txs = core.outbox.all().filter(({ progress }) => progress.is !== "durable").map(({ id, docs }) => ({ id, docs }));
  return new Blob([writeOutboxFile({ person: core.me()?.id ?? NOBODY, txs })], { type: "application/octet-stream" });
};

/** And back. `restored` is called once changes of the file wait here. */
export const restoreOutboxFrom = async (core: Core, file: Blob, restored: () => Promise<void>): ReturnType<ReplicaApi["restoreOutbox"]> => {
  const read = readOutboxFile(new Uint8Array(await file.arrayBuffer()));
  const me = core.me();
  if (!read) return err({ type: "NotAnOutbox" });
  if (!me) return err({ type: "SignedOut" });
  if (read.person !== me.id) return err({ type: "OtherPerson", person: read.person });
  const stored = await core.exclusive(async () => {
    const txs = read.txs.filter(({ id }) => !core.outbox.find(id));
    // Written under another lease: the relay takes the same changes under this device's own ids.
    const appended = txs.length === 0 ? ok(0) : await core.append({ at: core.deps.clock.now(), by: me.id, txs, leased: false });
    return appended.ok ? ok(txs.length) : appended;
  });
  if (!stored.ok) return err({ type: "StorageFailed", problem: stored.error });
  if (stored.value > 0) await restored();
  return ok({ restored: stored.value });
};
