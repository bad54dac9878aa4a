import { parseRecordId, type RecordId } from "#domain/id.ts";
import { keepNothing } from "#client/theme/theme.ts";

const KEY = "tidebook.viewing";
const PARAMETER = "view-as";

/** Whose view this tab shows: the one it was opened for, also after it is loaded again; null for the user's own. */
export const viewedPerson = (): RecordId | null => {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (asked !== null) {
    sessionStorage.setItem(KEY, asked);
    history.replaceState(null, "", "/");
  }
  const person = parseRecordId(sessionStorage.getItem(KEY) ?? "");
  if (person) keepNothing();
  return person;
};

export const openView = (person: RecordId): void => {
  window.open(`/?${PARAMETER}=${encodeURIComponent(person)}`, "_blank", "noopener");
};

/** Back to the user's own workspace, with nothing left of the other one. */
export const leaveView = (): void => {
  sessionStorage.removeItem(KEY);
  location.assign("/");
};
