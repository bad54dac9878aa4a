import * as Y from "yjs";
import type { Place } from "./place.ts";

const MAX_DEPTH = 8;
const MAX_NAME = 100;

/**
 * Whether `value` is made of texts, numbers, truth values and plain objects and lists of these, nested as deep as any editor nests
 * them: what can be written down again, as Yjs and as JSON.
 */
const isPlain = (value: unknown, depth = 0): boolean => {
  if (value === null || value === undefined) return true;
  if (typeof value !== "object") return typeof value !== "bigint";
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((part) => isPlain(part, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((part) => isPlain(part, depth + 1));
};

/** What `fields` may hold under one key: one value, or the place of one that was deleted. */
export const fitsFields = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentDeleted || (content instanceof Y.ContentAny && content.arr.length === 1 && isPlain(content.arr[0]));

const fitsType = (type: unknown): boolean => {
  if (type instanceof Y.XmlElement) return type.constructor === Y.XmlElement && type.nodeName.length <= MAX_NAME;
  return (type as object).constructor === Y.XmlText;
};

const fitsText = ({ content }: Y.Item): boolean => {
  if (content instanceof Y.ContentString) return true;
  if (content instanceof Y.ContentFormat) return content.key.length <= MAX_NAME && isPlain(content.value);
  return content instanceof Y.ContentEmbed && isPlain(content.embed);
};

/** Attributes hold one value, texts characters and formats, everything else elements and texts. `place` null: it has no effect, wherever it is. */
export const fitsProse = (item: Y.Item, place: Place | null): boolean => {
  const { content } = item;
  if (content instanceof Y.ContentDeleted) return true;
  const isAttribute = content instanceof Y.ContentAny && content.arr.length === 1 && isPlain(content.arr[0]);
  const isNode = content instanceof Y.ContentType && fitsType(content.type);
  if (place === null) return isAttribute || isNode || fitsText(item);
  if (place.sub !== null) return isAttribute;
  return place.text ? fitsText(item) : isNode;
};
