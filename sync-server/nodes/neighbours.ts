import type { Clock, Random } from "#domain/clock.ts";
import type { DocId, RecordId } from "#domain/id.ts";
import type { PresenceRoom } from "../presence.ts";
import type { Line } from "../storage/sharing.ts";
import type { Start, Storage } from "../storage/storage.ts";
import { createSecret } from "../tokens.ts";
import { readFacts, writeFacts, type Fact } from "./facts.ts";

/** Pause before a line that broke is taken up again, in milliseconds. */
const PAUSE = 500;

export interface NeighboursDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly presence: PresenceRoom;
  /** Takes in what others have committed, soon. */
  readonly catchUp: () => void;
  readonly cutHere: (person: RecordId, signIn: string | undefined) => void;
  /** A device has connected to another node: it has no second connection here. */
  readonly replaced: (device: number) => void;
  /** Nothing is heard of the others: whoever is connected goes elsewhere. */
  readonly lost: () => void;
  /** Devices that are connected here. */
  readonly here: () => readonly Came[];
  readonly report: (what: string, error: unknown) => void;
}

export interface Came {
  readonly device: number;
  readonly signIn: string | null;
}

/** What a node knows of the others besides what they commit, and tells them. A relay without others has none and says nothing. */
export interface Neighbours {
  /** Takes note of this run, and comes among the others. */
  readonly join: () => Promise<void>;
  /** False while nothing is heard of the others. */
  readonly hears: () => boolean;
  /** Starts of a relay while there was no other, the oldest first. A run that joins others is part of theirs. */
  readonly starts: () => readonly Start[];
  readonly cut: (person: RecordId, signIn: string | undefined) => void;
  readonly came: (came: Came) => void;
  readonly left: (device: number) => void;
  readonly shown: (doc: DocId, update: Uint8Array) => void;
  /** Sign-ins that are connected to other nodes. */
  readonly signIns: () => readonly string[];
  readonly end: () => Promise<void>;
}

export const createNeighbours = (deps: NeighboursDeps): Neighbours => {
  const { storage, random, presence, report } = deps;
  const { sharing } = storage;
  const devices = new Map<number, Map<number, string | null>>();
  let starts: readonly Start[] = [];
  let line: Line | null = null;
  let ended = false;
  let telling = false;
  let untold: Fact[] = [];

  const flush = async (): Promise<void> => {
    if (telling) return;
    telling = true;
    try {
      for (let present = line; present && untold.length > 0; present = line) {
        const now = untold;
        untold = [];
        // A line that breaks has everybody here come back; what ends connections elsewhere is told again once there is another.
        try {
          for (const text of writeFacts(now)) await present.tell(text);
        } catch {
          untold = [...now.filter(({ is }) => is === "cut"), ...untold];
          if (line === present) return;
        }
      }
    } finally {
      telling = false;
    }
  };
  const tell = (fact: Fact): void => {
    if (!sharing || ended) return;
    untold.push(fact);
    void flush();
  };
  const shown = (doc: DocId, update: Uint8Array): void => tell({ is: "shown", doc, update: Buffer.from(update).toString("base64") });

  const hear = (from: number, fact: Fact): void => {
    switch (fact.is) {
      case "cut":
        return deps.cutHere(fact.person, fact.signIn ?? undefined);
      case "came":
        devices.set(from, (devices.get(from) ?? new Map<number, string | null>()).set(fact.device, fact.signIn));
        if (!fact.again) deps.replaced(fact.device);
        return;
      case "left":
        devices.get(from)?.delete(fact.device);
        return;
      case "shown":
        return presence.hear(from, fact.doc, Buffer.from(fact.update, "base64"));
      case "ask":
        for (const came of deps.here()) tell({ is: "came", ...came, again: true });
        for (const [doc, update] of presence.mine()) shown(doc, update);
    }
  };

  const forget = (from: number): void => {
    devices.delete(from);
    presence.forget(from);
  };

  const begin = async (first: boolean): Promise<void> => {
    // What others have committed before the line broke need not have been taken in here.
    if (first) await storage.addStart({ id: createSecret(random).slice(0, 16), head: (await storage.counters()).head });
    starts = await storage.starts();
  };

  const join = async (): Promise<void> => {
    if (!sharing) return begin(true);
    let broke = false;
    const joined = await sharing.join({
      committed: deps.catchUp,
      heard: (from, text) => {
        for (const fact of readFacts(text)) hear(from, fact);
      },
      gone: forget,
      lost: () => {
        broke = true;
        for (const from of devices.keys()) forget(from);
        presence.forgetAll();
        // One that has not been taken up yet: whoever takes it up is told so.
        if (line === null) return;
        line = null;
        deps.lost();
        again();
      },
    });
    try {
      await begin(joined.first);
      await joined.open();
      if (broke) throw new Error("the line to the other nodes broke");
    } catch (error) {
      await joined.end();
      throw error;
    }
    line = joined;
    tell({ is: "ask" });
    deps.catchUp();
  };

  const again = (): void => {
    if (ended) return;
    report("the line to the other nodes broke", new Error("it is taken up again"));
    setTimeout(() => {
      if (!ended) join().catch(again);
    }, PAUSE).unref();
  };

  return {
    join,
    hears: () => !sharing || line !== null,
    starts: () => starts,
    cut: (person, signIn) => tell({ is: "cut", person, signIn: signIn ?? null }),
    came: (came) => tell({ is: "came", ...came, again: false }),
    left: (device) => tell({ is: "left", device }),
    shown,
    signIns: () => [...devices.values()].flatMap((known) => [...known.values()]).filter((signIn) => signIn !== null),
    end: async () => {
      ended = true;
      await line?.end();
      line = null;
    },
  };
};
