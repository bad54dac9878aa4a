/**
 * A spreadsheet runs a cell that starts with one of these, also after spaces and in full width. The guard is an apostrophe
 * before it, which spreadsheets take as "this is text"; reading takes it off again, so a text survives the round trip
 * whatever it is, also one that starts with apostrophes itself.
 */
const DANGEROUS = /^[\s']*[=+\-@＝＋－＠]|^'*[\t\r\n]/u;
const PLAIN_NUMBER = /^-?\d+([.,]\d+)?%?$/;

export const guardFormula = (text: string): string => (DANGEROUS.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text);

export const unguardFormula = (text: string): string => (text.startsWith("'") && DANGEROUS.test(text.slice(1)) ? text.slice(1) : text);
