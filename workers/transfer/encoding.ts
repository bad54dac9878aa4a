import { createDecoder, ENCODINGS, type Encoding } from "./decoder.ts";

export interface EncodingGuess {
  readonly encoding: Encoding;
  /** The file starts with a byte order mark, which settles the matter. */
  readonly bom: boolean;
  /** 0 to 1. Below 0.6 the user should look at the preview. */
  readonly confidence: number;
  /** Every encoding that can read the sample, best first, with its score from 0 to 1. */
  readonly candidates: readonly { readonly encoding: Encoding; readonly score: number }[];
}

/** The commonest characters of business text. Text read with the wrong table hits them only by chance. */
const COMMON_HAN = new Set(
  "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府研质省名称客户联系电话地址邮编金额订单单价规格型号备注有限公司股份科技上海北京广州深圳江苏浙江",
);
const COMMON_HANGUL = new Set(
  "이다는의에을가고하지한로기를사어스대자은인아나서라일전도시리정부있상보들과제수주해성동원국만공그안선경업장조여계것부명구관영회신호오와비화우모연중소금진실산문교재무방식학생내품계세전자치행발표술개물건약설번현담당등록처거래고객김박최강윤임매출액단가량격메모울본사점코텍",
);

interface Counts {
  readonly letters: number;
  readonly han: number;
  readonly commonHan: number;
  readonly hangul: number;
  readonly commonHangul: number;
  readonly kana: number;
  readonly odd: number;
}

const isOdd = (code: number): boolean =>
  (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0x7f && code <= 0x9f) || (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd;

const count = (text: string): Counts => {
  const counts = { letters: 0, han: 0, commonHan: 0, hangul: 0, commonHangul: 0, kana: 0, odd: 0 };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isOdd(code)) counts.odd++;
    if (code < 0x80) continue;
    counts.letters++;
    if (code >= 0x4e00 && code <= 0x9fff) {
      counts.han++;
      if (COMMON_HAN.has(character)) counts.commonHan++;
    } else if (code >= 0xac00 && code <= 0xd7a3) {
      counts.hangul++;
      if (COMMON_HANGUL.has(character)) counts.commonHangul++;
    } else if (code >= 0x3040 && code <= 0x30ff) counts.kana++;
  }
  return counts;
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const scoreChinese = (text: string): number => {
  const { letters, han, commonHan, kana, odd } = count(text);
  return 0.4 * share(han + kana, letters) + 0.6 * Math.min(1, share(commonHan, han) * 2) - share(odd, text.length) * 10;
};

/** Chinese text read as Korean mixes syllables with Han; Korean business text is nearly all syllables. */
const scoreKorean = (text: string): number => {
  const { letters, han, hangul, commonHangul, odd } = count(text);
  const purity = share(hangul, hangul + han);
  return (0.4 * share(hangul, letters) + 0.6 * Math.min(1, share(commonHangul, hangul) * 2)) * purity ** 3 - share(odd, text.length) * 10;
};

const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80;

/** In Western text a high byte stands alone between ASCII letters; in two-byte encodings high bytes come in runs. */
const scoreWestern = (bytes: Uint8Array, text: string): number => {
  let high = 0;
  let alone = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (!isHigh(bytes[at])) continue;
    high++;
    if (!isHigh(bytes[at - 1]) && !isHigh(bytes[at + 1])) alone++;
  }
  let letters = 0;
  for (const character of text) if (/[À-ÖØ-öø-ÿŒœŠšŽžŸ€ß’“”–—]/.test(character)) letters++;
  return 0.65 * share(alone, high) + 0.3 * share(letters, high) - share(count(text).odd, text.length) * 10;
};

/** The text of a sample whose last character may be cut in the middle; null when the encoding cannot read it. */
const tryDecode = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    return createDecoder(encoding).decode(bytes, false);
  } catch {
    return null;
  }
};

const bomOf = (bytes: Uint8Array): Encoding | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
};

/** Zero bytes occur in UTF-16 only: in the odd places when the low byte comes first. Delimiters and line ends supply them. */
const zeros = (bytes: Uint8Array): { even: number; odd: number } => {
  const found = { even: 0, odd: 0 };
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) found[at % 2 === 0 ? "even" : "odd"]++;
  return found;
};

const scoreWide = (text: string): number => {
  const { odd, letters, han, hangul, commonHan, commonHangul } = count(text);
  const plausible = share(text.length - letters + commonHan + commonHangul + 0.3 * (han + hangul), text.length);
  return Math.min(1, plausible) - share(odd, text.length) * 10;
};

const scoreOf = (encoding: Encoding, bytes: Uint8Array, text: string, zero: { even: number; odd: number }): number => {
  switch (encoding) {
    case "utf-8":
      return zero.even + zero.odd > 0 ? 0 : 0.99;
    case "utf-16le":
      return zero.odd > zero.even ? 0.5 + 0.5 * scoreWide(text) : 0;
    case "utf-16be":
      return zero.even > zero.odd ? 0.5 + 0.5 * scoreWide(text) : 0;
    case "gb18030":
      return zero.even + zero.odd > 0 ? 0 : scoreChinese(text);
    case "euc-kr":
      return zero.even + zero.odd > 0 ? 0 : scoreKorean(text);
    case "windows-1252":
      return zero.even + zero.odd > 0 ? 0 : scoreWestern(bytes, text);
  }
};

const clamp = (score: number): number => Math.round(Math.max(0, Math.min(1, score)) * 1000) / 1000;

/** Of a sample that reads as UTF-8, how much the other encodings are tried on: what is left to decide is how unlikely they are. */
const TRIED = 8 * 1024;

/** Finds the encoding of the first bytes of a file; 64 kB is plenty. Pure ASCII is called UTF-8, which contains it. */
export const detectEncoding = (bytes: Uint8Array): EncodingGuess => {
  const marked = bomOf(bytes);
  if (marked) return { encoding: marked, bom: true, confidence: 1, candidates: [{ encoding: marked, score: 1 }] };
  const zero = zeros(bytes);
  const sample = tryDecode(bytes, "utf-8") === null ? bytes : bytes.subarray(0, TRIED);
  const candidates = ENCODINGS.flatMap((encoding) => {
    const tried = encoding === "utf-8" ? bytes : sample;
    const text = tryDecode(tried, encoding);
    return text === null ? [] : [{ encoding, score: clamp(scoreOf(encoding, tried, text, zero)) }];
  }).sort((a, b) => b.score - a.score);
  const [best, second] = candidates;
  if (!best || best.score === 0) return { encoding: "utf-8", bom: false, confidence: 0, candidates };
  const lead = best.score - (second?.score ?? 0);
  return { encoding: best.encoding, bom: false, confidence: best.encoding === "utf-8" ? best.score : clamp(best.score * 0.6 + lead * 0.6), candidates };
};
