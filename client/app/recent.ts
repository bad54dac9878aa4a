import { readSetting, writeSetting } from "#client/theme/theme.ts";
import { parseRecordId, type RecordId } from "#domain/id.ts";

const KEY = "tidebook.recent";
const KEPT = 12;

/** Records opened last on this device, the latest first. */
export const recentRecords = (): readonly RecordId[] => (readSetting(KEY) ?? "").split(" ").flatMap((id) => parseRecordId(id) ?? []);

export const rememberRecord = (record: RecordId): void => {
  const rest = recentRecords().filter((id) => id !== record);
  writeSetting(KEY, [record, ...rest].slice(0, KEPT).join(" "));
};
