import { run } from "./cli/run.ts";

// npm runs scripts in the project's folder; paths are meant from where the person stands.
const folder = process.env.INIT_CWD ?? process.cwd();

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader has seen enough, as in `… | head`.
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const code = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  env: process.env,
  folder,
});
process.stdout.write("", () => process.exit(code));
