/** The first that matches: browsers name those they descend from as well. */
const PROGRAMS = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^node|undici/i, "Tidebook CLI"],
] as const;

const SYSTEMS = [
  [/iPad/, "iPad"],
  [/iPhone/, "iPhone"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

const first = (table: readonly (readonly [RegExp, string])[], agent: string): string | undefined => table.find(([pattern]) => pattern.test(agent))?.[1];

/** What people call the program behind a `User-Agent`: `Chrome · Windows`. */
export const agentName = (agent: string): string => {
  const known = [first(PROGRAMS, agent), first(SYSTEMS, agent)].filter((name) => name !== undefined);
  return known.length > 0 ? known.join(" · ") : agent.slice(0, 40) || "–";
};
