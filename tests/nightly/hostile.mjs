// What takes too long for every change: `node tests/nightly/hostile.mjs [--crowd n] [--frames n] [--cases n] [--rounds n] [--seed n]`. Prints the longest time for which a
// hostile frame held up the relay, a million malformed frames, and a million cases of the rights decided twice; ends with 1 where a bound is not kept.
import { install } from "../../sync-server/prepare.mjs";
import { runBuilt } from "../built.mjs";

install();
await runBuilt("nightly/main.ts", { flags: ["--expose-gc"] });
