import type { Bench } from "../harness/bench.ts";
import { fillWorkspaces } from "../harness/filled-workspace.ts";
import { ourSide, PATIENCE, peerSide } from "../harness/first-sync.ts";
import { compare, interleave } from "../harness/interleave.ts";
import { buildPeerPage } from "../harness/serve-peer-page.ts";

/** Records; a socket each takes the peer minutes a round, for which a quick run does not wait. */
const RECORDS = { full: 10_000, quick: 6_680 } as const;
const ROUNDS = { full: 3, quick: 1 } as const;

export const bench: Bench = {
  title: "First sync beside a socket for each document, in Chromium",
  about:
    "The same as the first sync, beside y-websocket, which opens a socket for each document: two hundred at a time, and closed again as soon as the document is there, because a browser opens no more than 255. The browser makes their handshakes one after the other.",
  peers: ["y-websocket-2", "yjs", "playwright"],
  run: async (context) => {
    const size = context.quick ? "quick" : "full";
    const [workspace] = await fillWorkspaces([RECORDS[size]], context);
    if (!workspace) throw new Error("there is no workspace");
    const mine = await ourSide(workspace, context);
    const peer = await peerSide("y-websocket", workspace, await buildPeerPage(context), context);
    const played = await interleave({ ours: mine.contender, peers: [peer], rounds: Math.min(context.rounds, ROUNDS[size]), warmUps: 1, patience: context.quick ? 5_000 : PATIENCE, say: context.say });
    return {
      checked: "how many customers there are once everything has arrived.",
      comparisons: compare(played, [{ what: `everything queryable and stored, ${workspace.records.toLocaleString("en-US")} records`, unit: "ms", measure: "all", target: "≥ 20 × faster" }]),
      remarks: ["At most three rounds count."],
    };
  },
};
