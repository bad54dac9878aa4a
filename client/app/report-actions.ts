import type { JSX } from "solid-js";
import type { Action } from "#client/actions/action.ts";
import { useActions } from "#client/actions/registry.tsx";
import { useCompany } from "#client/fields/company.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { reportTitle } from "#client/reports/report-name.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { offeredReports } from "#domain/reports/catalogue.ts";
import type { Places } from "./places.ts";

/** Lets the palette find each report that the person is offered, by its name. */
export const ReportActions = (props: { readonly places: Places }): JSX.Element => {
  const i18n = useI18n();
  const replica = useReplica();
  const company = useCompany();
  const actionOf = (id: string): Action => ({
    id: `go.report.${id}`,
    name: "action.goTo",
    params: () => ({ name: reportTitle(i18n, id) }),
    group: "go",
    icon: "chart-column",
    sought: true,
    perform: () => props.places.go({ at: "report", name: id }),
  });
  useActions().add(() => offeredReports(replica.rights()?.rights ?? [], !company.lets("reportsBy")).map(({ id }) => actionOf(id)));
  return null;
};
