/**
 * How well `text` answers to `typed`: 0 not at all, more is better. Every typed word must begin a word of the text or
 * stand inside it; beginnings count more.
 */
export const matchScore = (typed: string, text: string): number => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const hay = text.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = hay.indexOf(word);
    if (at < 0) return 0;
    const begins = at === 0 || /[\s·/(（“]/.test(hay[at - 1] ?? "");
    score += (begins ? 2 : 1) + (at === 0 ? 1 : 0);
  }
  return score / words.length;
};
