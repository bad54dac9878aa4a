/** The lines of a block of text, without blanks. */
export const linesIn = (block: string): readonly string[] =>
  block
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A table: one row per line, cells parted by `|`. */
export const tableIn = (block: string): readonly (readonly string[])[] => linesIn(block).map((line) => line.split("|").map((cell) => cell.trim()));

/** Words with their Latin spelling: `恒屹 hengyi, 锐铎 ruiduo`. */
export const spelledIn = (block: string): readonly (readonly [string, string])[] =>
  block
    .split(",")
    .map((pair) => pair.trim().split(/\s+/))
    .filter((pair) => pair.length === 2)
    .map(([word = "", latin = ""]) => [word, latin] as const);
