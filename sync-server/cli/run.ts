import type { Command } from "./arguments.ts";
import { audit } from "./audit.ts";
import { CONNECTION_HELP } from "./arguments.ts";
import { EXIT, EXIT_HELP, Failure } from "./exit.ts";
import { exportRecords } from "./export.ts";
import { generate } from "./generate.ts";
import { importRecords } from "./import.ts";
import { note, type Io } from "./io.ts";
import { list } from "./list.ts";
import { passwd } from "./passwd.ts";
import { report } from "./report.ts";

const COMMANDS: readonly Command[] = [importRecords, list, report, exportRecords, generate, passwd, audit];

const overview = (): string => `Usage: npm run -s tidebook -- <command> [options]

Works with a running Tidebook as one of its users; audit reads the workspace's database. Results go to standard output, everything else to standard error.

Commands
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`).join("\n")}

  <command> --help says what it takes.

${CONNECTION_HELP}

${EXIT_HELP}
`;

const helpOf = (command: Command): string => [command.help, ...(command === audit ? [] : [CONNECTION_HELP]), EXIT_HELP].join("\n\n") + "\n";

const isMisread = (error: unknown): error is Error => error instanceof Error && String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS");

/** Runs one command to its end and answers the exit code. Never throws. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const [name, ...rest] = argv;
  const wantsHelp = argv.includes("--help") || argv.includes("-h");
  const command = COMMANDS.find((each) => each.name === name);
  if (wantsHelp || name === "help") {
    io.out(command ? helpOf(command) : overview());
    return EXIT.ok;
  }
  if (!command) {
    note(io, name === undefined ? `Which command? ${COMMANDS.map((each) => each.name).join(", ")}; "--help" says more.` : `There is no command "${name}". The commands are ${COMMANDS.map((each) => each.name).join(", ")}.`);
    return EXIT.usage;
  }
  try {
    await command.run(rest, io);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof Failure) {
      note(io, error.message);
      return EXIT[error.ending];
    }
    if (isMisread(error)) {
      note(io, `${error.message}\n"tidebook ${command.name} --help" says what it takes.`);
      return EXIT.usage;
    }
    const traced = io.env.TIDEBOOK_TRACE !== undefined && error instanceof Error ? error.stack : undefined;
    note(io, `Unexpected: ${traced ?? (error instanceof Error ? error.message : String(error))}`);
    return EXIT.unexpected;
  }
};
