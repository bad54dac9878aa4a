const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;

/** About how many px a text takes at 13 px. */
export const textWidth = (text: string): number => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 13 : 6.9), 0);

/** `text` cut to about `room` px with an ellipsis: SVG cannot do it by itself. */
export const clipText = (text: string, room: number): string => {
  if (textWidth(text) <= room) return text;
  let kept = "";
  let width = 10;
  for (const letter of text) {
    width += WIDE.test(letter) ? 13 : 6.9;
    if (width > room) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
};
