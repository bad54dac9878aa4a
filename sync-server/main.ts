import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isSilent, nodesOf, NODES_PROBLEMS, onStop, runNodes, startsNodes } from "./cluster.ts";
import { createDemoWorkspace, createEmptyWorkspace, demoSignIns, isEmpty, type SignIn } from "./create-workspace.ts";
import { describeAccount, type AccountTerms } from "./describe-account.ts";
import { serve, systemClock, systemRandom } from "./serve.ts";
import { nameOf, openStorage, workspaceOf, WORKSPACE_PROBLEMS } from "./storage/open-storage.ts";

const HELP = `Usage: npm start -- [options]

  --port <number>       port of app and relay (4780)
  --host <address>      address to listen on (127.0.0.1; 0.0.0.0 for the whole network)
  --data <folder>       where the workspace is kept (./data)
  --database <address>  keep it in a PostgreSQL instead, such as postgres://user:password@host/name; else DATABASE_URL
  --nodes <number>      run so many processes behind the port, on a PostgreSQL (1)
  --empty               begin with an empty workspace instead of the demo company
  --account <name>      the company's account, as its page shows it to administrators
  --plan <text>         what it is served under, such as "Team, yearly"
  --expires <day>       the day until which it is served, such as 2027-12-31; nothing stops by itself after it
  --app <folder>        folder of the built app
  --origin <url>        an address that the app is opened at, besides those of this machine; may be given several times
  --trust-proxy         stand behind a proxy with HTTPS: take the caller's address and protocol from its headers
  --help                this text
`;

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

const say = (text: string) => void process.stdout.write(`${text}\n`);
const report = (what: string, error: unknown) => void process.stderr.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4780" },
      host: { type: "string", default: "127.0.0.1" },
      data: { type: "string" },
      database: { type: "string" },
      nodes: { type: "string", default: "1" },
      empty: { type: "boolean", default: false },
      app: { type: "string", default: fileURLToPath(new URL("../app", import.meta.url)) },
      origin: { type: "string", multiple: true, default: [] },
      "trust-proxy": { type: "boolean", default: false },
      account: { type: "string" },
      plan: { type: "string" },
      expires: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}: a port is a number from 0 to 65535`);
  const workspace = workspaceOf(values, process.env);
  if (!workspace.ok) throw new Error(WORKSPACE_PROBLEMS[workspace.error]);
  const nodes = nodesOf(values.nodes, workspace.value);
  if (!nodes.ok) throw new Error(NODES_PROBLEMS[nodes.error]);
  return { ...values, port, nodes: nodes.value, workspace: workspace.value };
};

const announce = ({ host, workspace, "trust-proxy": trustProxy }: ReturnType<typeof readOptions>, port: number, signIns: readonly SignIn[]): void => {
  say(`\nTidebook is at http://${host === "0.0.0.0" ? "localhost" : host}:${port}`);
  if ("database" in workspace) say(`The workspace is in the database at ${nameOf(workspace)}.`);
  if (signIns.length > 0) {
    say("\nSign in as");
    const width = Math.max(...signIns.map(({ account }) => account.length));
    for (const { account, password, who } of signIns) say(`  ${account.padEnd(width)}  ${password}  (${who})`);
  }
  if (!LOOPBACK.has(host) && !trustProxy) {
    say("\nWhat is said on the network is not encrypted. Put a proxy with HTTPS in front, and start with --trust-proxy and --origin.");
  }
  say("");
};

const start = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) return say(HELP);
  if (startsNodes(options.nodes)) return process.exit(await runNodes(options.nodes, (text) => void process.stderr.write(`${text}\n`)));
  const { workspace } = options;
  const storage = await openStorage(workspace);
  let stopping = false;
  // Says that the workspace is the sample company, whose sign-ins are no secret. A database has none: they are said once.
  const demoMark = "folder" in workspace ? join(workspace.folder, "demo-workspace") : null;
  let signIns: readonly SignIn[] = [];
  const served = await serve({
    storage,
    host: options.host,
    port: options.port,
    app: existsSync(options.app) ? options.app : null,
    origins: options.origin,
    trustProxy: options["trust-proxy"],
    report,
    prepare: async (relay, accounts) => {
      const { account, plan, expires } = options;
      const terms: AccountTerms = { ...(account === undefined ? {} : { account }), ...(plan === undefined ? {} : { plan }), ...(expires === undefined ? {} : { expires }) };
      if (await isEmpty(relay)) {
        const deps = { relay, accounts, clock: systemClock, random: systemRandom };
        if (!options.empty && demoMark !== null) writeFileSync(demoMark, "");
        signIns = await (options.empty ? createEmptyWorkspace(deps, plan === undefined ? "selfHosted" : "hosted") : createDemoWorkspace(deps));
      } else if (demoMark !== null && existsSync(demoMark)) signIns = demoSignIns();
      await describeAccount(relay, terms);
    },
  });

  if (!isSilent()) announce(options, served.port, signIns);

  onStop(() => {
    if (stopping) process.exit(1);
    stopping = true;
    served
      .stop()
      .then(
        () => process.exit(0),
        (error: unknown) => {
          report("stopping failed", error);
          process.exit(1);
        },
      );
  });
};

start().catch((error: unknown) => {
  const code = (error as { code?: string }).code;
  if (code === "EADDRINUSE") process.stderr.write("This port is in use. Choose another with --port.\n");
  else if (code?.startsWith("ERR_PARSE_ARGS")) process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
  else report("Tidebook could not start", error);
  process.exit(1);
});
