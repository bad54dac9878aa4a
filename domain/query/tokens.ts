export interface Token {
  readonly type: "word" | "text" | "sign";
  readonly text: string;
  /** Position of the first character. */
  readonly at: number;
}

const PATTERN = /\s*(?:(?<sign>!=|>=|<=|\^=|[=><~(),])|'(?<single>(?:[^']|'')*)'|"(?<double>(?:[^"]|"")*)"|(?<word>[^\s'"=!><~^(),]+))/y;

/** Splits a filter into words, quoted texts and signs; the position of the first character that starts none of them on failure. */
export const tokenize = (text: string): readonly Token[] | number => {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < end) {
    const from = PATTERN.lastIndex;
    const groups = PATTERN.exec(text)?.groups;
    if (!groups) return from + (text.slice(from).search(/\S/) || 0);
    const at = from + text.slice(from).search(/\S/);
    if (groups.sign !== undefined) tokens.push({ type: "sign", text: groups.sign, at });
    else if (groups.word !== undefined) tokens.push({ type: "word", text: groups.word, at });
    else tokens.push({ type: "text", text: groups.single?.replaceAll("''", "'") ?? groups.double?.replaceAll('""', '"') ?? "", at });
  }
  return tokens;
};
