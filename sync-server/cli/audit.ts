import { DATA_FOLDER, nameOf, withAudit, workspaceOf, WORKSPACE_PROBLEMS } from "#sync-server/storage/open-storage.ts";
import { verifyChain, type Misfit } from "#sync-server/storage/verify-chain.ts";
import { readArguments, type Command } from "./arguments.ts";
import { fail } from "./exit.ts";
import { pathIn } from "./io.ts";

const sentence = (misfit: Misfit, head: string | null): string => {
  switch (misfit.is) {
    case "changed":
      return `entry ${misfit.no} does not fit: it, its place or an entry before it is not as it was written`;
    case "prolonged":
      return `entry ${misfit.no} does not fit: its writing ends before it begins`;
    case "erased":
      return `entry ${misfit.no} does not fit: its content is gone, and no purge tells of it`;
    case "cut":
      return `the history ends at entry ${misfit.no}, but newer ones had been written`;
    case "headMissing":
      return `no entry has the hash ${head ?? ""}: entries are missing, or the history is another one`;
  }
};

export const audit: Command = {
  name: "audit",
  summary: "check that nobody has altered the history",
  help: `Usage: tidebook audit verify [--data <folder> | --database <address>] [--head <hash>]

Walks the history's chain in the workspace's database, without the relay and without signing in. Prints "ok", the number of entries and the
newest hash, or the first entry that does not fit, with exit code 7. Who notes the hash outside this machine can tell later, by --head, that
nothing was cut off or written anew since.

  --data <folder>       where the workspace is kept (./data)
  --database <address>  the PostgreSQL that keeps it instead, such as postgres://user:password@host/name; else DATABASE_URL
  --head <hash>         a hash that was noted earlier`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, { data: { type: "string" }, database: { type: "string" }, head: { type: "string" } });
    if (positionals.join(" ") !== "verify") fail("usage", 'audit what? "tidebook audit verify" checks the history.');
    const head = values.head?.toLowerCase() ?? null;
    if (head !== null && !/^[0-9a-f]{64}$/.test(head)) fail("usage", `--head ${values.head ?? ""}: a hash has 64 digits from 0 to f`);
    const workspace = workspaceOf(values, io.env);
    if (!workspace.ok) return fail("usage", WORKSPACE_PROBLEMS[workspace.error]);
    const place = "folder" in workspace.value ? { folder: pathIn(io, workspace.value.folder) } : workspace.value;
    const audited = await withAudit(place, ({ links, newest }) => verifyChain(links, { newest, head }));
    if (!audited.ok) {
      const name = "folder" in place ? (values.data ?? DATA_FOLDER) : nameOf(place);
      return fail("usage", audited.error === "missing" ? `There is no workspace in ${name}.` : `The workspace in ${name} is of another version; start its relay once.`);
    }
    const found = audited.value;
    if (found.misfit) return fail("altered", sentence(found.misfit, head));
    const erased = found.erased === 0 ? "" : `, ${found.erased} of them emptied by purges`;
    io.out(`ok, ${found.entries} entries${erased}, head ${found.head}\n`);
  },
};
