import { findEntity } from "#client/replica/seen.ts";
import { kindOf, parseRecordId, type RecordId } from "#domain/id.ts";

/** What an address shows. A record stands over the place it was opened from, so its address names the record alone. */
export type Place =
  | { readonly at: "home" | "import" | "organisation" | "bin" | "log" | "attention" | "settings" | "accounts" }
  | { readonly at: "list"; readonly kind: string }
  | { readonly at: "report"; readonly name: string | null }
  | { readonly at: "record"; readonly id: RecordId }
  | { readonly at: "nowhere" };

const FIXED = new Set(["import", "organisation", "bin", "log", "attention", "settings", "accounts"]);

/** Reads an address such as `/customer`, `/customer/0mb…`, `/reports/funnel`. */
export const placeOf = (path: string): Place => {
  const parts = path.split("/").filter((part) => part !== "");
  const [first, second, third] = parts;
  if (first === undefined) return { at: "home" };
  if (third !== undefined) return { at: "nowhere" };
  if (first === "reports") return { at: "report", name: second ?? null };
  if (FIXED.has(first) && second === undefined) return { at: first as "import" };
  if (!findEntity(first)) return { at: "nowhere" };
  if (second === undefined) return { at: "list", kind: first };
  const id = parseRecordId(`${first}/${second}`);
  return id ? { at: "record", id } : { at: "nowhere" };
};

/** The place a record opened by its own address stands over: the list of its kind. */
export const placeUnder = (place: Place): Place => (place.at === "record" ? { at: "list", kind: kindOf(place.id) } : place);

export const pathOf = (place: Place): string => {
  switch (place.at) {
    case "home":
    case "nowhere":
      return "/";
    case "list":
      return `/${place.kind}`;
    case "record":
      return `/${place.id}`;
    case "report":
      return place.name === null ? "/reports" : `/reports/${place.name}`;
    default:
      return `/${place.at}`;
  }
};
