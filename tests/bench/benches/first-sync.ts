import type { Bench, Comparison } from "../harness/bench.ts";
import { SAMPLE } from "../harness/filled.ts";
import { fillWorkspaces } from "../harness/filled-workspace.ts";
import { besideContent, ourSide, PATIENCE, peerSide } from "../harness/first-sync.ts";
import { compare, interleave } from "../harness/interleave.ts";
import { buildPeerPage } from "../harness/serve-peer-page.ts";

const SIZES = [10_000, 30_000, 100_000, 300_000] as const;
/** Records above which a round of the peer takes minutes, so that one has to do. */
const LARGE = 10_000;
/** Longest round there, in milliseconds. */
const LONG = 400_000;
/** Records up to which the peer is tried at all. */
const MOST_OF_PEER = 120_000;

export const bench: Bench = {
  title: "First sync, in Chromium",
  about:
    "The boss of the sample company, grown to the size named by records like its own, signs in on a device that has nothing. Ours, from the first letter of the account: every document is judged by rights and sent, its row read, both stored in IndexedDB, and the customers listed as they come; the clock stops when all are stored and counted. The peer serves the same documents from memory to an empty page that holds them as Yjs documents and makes rows of their fields, in memory alone: no sign-in, rights, storage or interface. It multiplexes them over one socket, two thousand at a time. A new browser each round, and a new server for the peer (cold); no network between.",
  peers: ["@hocuspocus/server", "@hocuspocus/provider", "yjs", "playwright"],
  run: async (context) => {
    const { quick, rounds, say } = context;
    const workspaces = await fillWorkspaces(quick ? [SAMPLE] : SIZES, context);
    const script = await buildPeerPage(context);
    const bySize = new Map<number, readonly Comparison[]>();
    // What no peer tries comes first: one that has not finished goes on beside what follows.
    for (const workspace of workspaces.toSorted((one, other) => Number(other.records > MOST_OF_PEER) - Number(one.records > MOST_OF_PEER))) {
      const { records } = workspace;
      const mine = await ourSide(workspace, context);
      const peers = records > MOST_OF_PEER ? [] : [await peerSide("hocuspocus", workspace, script, context)];
      const played = await interleave({ ours: mine.contender, peers, warmUps: 1, say, ...(records > LARGE ? { rounds: 1, patience: LONG } : { rounds, patience: PATIENCE }) });
      const of = `${records.toLocaleString("en-US")} records`;
      const [all, first] = ["everything queryable and stored", "first customers listed"];
      bySize.set(records, [
        ...compare(played, [
          { what: `${all}, ${of}`, unit: "ms", measure: "all", target: "≥ 8 × faster", size: { of: all, records } },
          { what: `${first}, ${of}`, unit: "ms", measure: "first", size: { of: first, records } },
        ]),
        besideContent(await mine.bytes(), workspace),
      ]);
    }
    return {
      checked: "how many customers there are once everything has arrived.",
      comparisons: workspaces.flatMap(({ records }) => bySize.get(records) ?? []),
      remarks: [
        "Content is what the rows of all records say: their JSON, one after the other in the order of the feed, packed by deflate at level 3. On the wire is everything that comes down the websocket while the device fills, handshake, ids, positions, Yjs's own bookkeeping and the documents of facets included.",
        "Above 10,000 records a round of the peer takes minutes: there, one round of each has to do. At 300,000 it is not tried.",
      ],
    };
  },
};
