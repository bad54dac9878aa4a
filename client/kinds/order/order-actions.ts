import { textOf } from "#domain/schema/read.ts";
import type { Action } from "#client/actions/action.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";

export const orderActions = (): readonly Action[] => {
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const done = useUndoNotice();
  const { t } = useI18n();
  const useSum = async (): Promise<void> => {
    const label = t("order.automatic");
    const problem = await record.write(label, { manualTotal: null });
    if (problem) notice(problem);
    else done(label);
  };
  return [
    {
      id: "order.useSum",
      name: "order.useSum",
      group: "record",
      visible: () => textOf(row(), "manualTotal") !== null && record.entity.derived?.["total"] !== undefined && record.denied() === null,
      perform: () => void useSum(),
    },
  ];
};
