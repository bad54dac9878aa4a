import { parseArgs, type ParseArgsConfig } from "node:util";
import { isDay } from "#domain/clock.ts";
import { entityOf, ENTITIES, findEntity } from "#domain/entities/registry.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { LOCALES, type Locale } from "#domain/schema/words.ts";
import { fail } from "./exit.ts";
import type { Io } from "./io.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** A command of the command line. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What `--help` prints, without the options that all commands share. */
  readonly help: string;
  readonly run: (argv: readonly string[], io: Io) => Promise<void>;
}

/** Options of every command that signs in. */
export const CONNECTION = {
  url: { type: "string", default: "http://127.0.0.1:4780" },
  user: { type: "string" },
  timeout: { type: "string", default: "60" },
  locale: { type: "string", default: "en" },
} as const satisfies Options;

export const CONNECTION_HELP = `Signing in
  --url <address>      the relay (http://127.0.0.1:4780)
  --user <account>     who signs in; everything is done with this user's rights
  TIDEBOOK_PASSWORD    the password, from the environment
  TIDEBOOK_CODE        the code of the second factor, for accounts that have one
  --timeout <seconds>  how long to wait for a relay that does not answer (60)
  --locale <language>  language of names, headings and reasons: en, zh-CN or ko (en)
  TIDEBOOK_TRACE=1     prints where an unexpected error came from`;

export interface ConnectionValues {
  readonly url: string;
  readonly user?: string | undefined;
  readonly timeout: string;
  readonly locale: string;
}

/** `--sort -amount` as `--sort=-amount`: a value may start with one dash. */
const joinValues = (argv: readonly string[], options: Options): string[] => {
  const joined: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    const value = argv[at + 1];
    const takes = word.startsWith("--") && options[word.slice(2)]?.type === "string";
    if (takes && value !== undefined && /^-(?!-)/.test(value)) {
      joined.push(`${word}=${value}`);
      at++;
    } else joined.push(word);
  }
  return joined;
};

/** Options and positional words of a command. Throws `ERR_PARSE_ARGS_*` for what it does not know. */
export const readArguments = <const O extends Options>(argv: readonly string[], options: O) =>
  parseArgs({ args: joinValues(argv, options), options, allowPositionals: true, strict: true });

export const localeOf = ({ locale }: ConnectionValues): Locale =>
  LOCALES.find((each) => each === locale) ?? fail("usage", `--locale ${locale}: choose one of ${LOCALES.join(", ")}`);

export const kindNames = (): string => ENTITIES.filter(({ internal }) => !internal).map(({ kind }) => kind).join(", ");

/** The one kind that a command is about. */
export const kindFrom = (positionals: readonly string[], command: string): Entity => {
  const [kind, ...more] = positionals;
  if (kind === undefined) return fail("usage", `${command} what? Name a kind: ${kindNames()}`);
  if (more.length > 0) fail("usage", `${command} takes one kind; "${more.join(" ")}" is not understood`);
  return entityNamed(kind);
};

export const entityNamed = (kind: string): Entity => {
  const key = kind.toLowerCase().replaceAll("-", "");
  const found = findEntity(kind) ?? ENTITIES.find((entity) => entity.kind.toLowerCase() === key);
  return found ? entityOf(found.kind) : fail("usage", `there is no kind "${kind}"; the kinds are ${kindNames()}`);
};

/** Words separated by commas, without empty ones. */
export const listOf = (text: string | undefined): readonly string[] => (text ?? "").split(",").map((word) => word.trim()).filter(Boolean);

export const wholeNumber = (text: string, option: string, least = 0): number => {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least ? value : fail("usage", `${option} ${text}: give a whole number from ${least}`);
};

export const dayFrom = (text: string, option: string): string => (isDay(text) ? text : fail("usage", `${option} ${text}: give a day such as 2026-03-31`));
