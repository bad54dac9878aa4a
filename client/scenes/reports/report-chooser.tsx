import { For, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { REPORT_GROUPS, type ReportEntry, type ReportGroupId } from "#domain/reports/catalogue.ts";
import { reportName, reportTitle } from "#client/reports/report-name.ts";
import { OWN_REPORT } from "#client/reports/report-settings.ts";

export interface ReportChooserProps {
  readonly name: string;
  readonly offered: readonly ReportEntry[];
  readonly onName: (name: string) => void;
}

/** Every report that the person may see: a list at the side, or a menu where there is no room for one. */
export const ReportChooser = (props: ReportChooserProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const groups = (): readonly { readonly id: ReportGroupId; readonly entries: readonly ReportEntry[] }[] => {
    return REPORT_GROUPS.map((id) => ({ id, entries: props.offered.filter((entry) => entry.group === id) })).filter(({ entries }) => entries.length > 0);
  };
  const item = (id: string): MenuItem => ({ id, label: reportName(i18n, id), checked: id === props.name, run: () => props.onName(id) });
  const items = (): readonly MenuItem[] => [
    ...groups().flatMap(({ id, entries }): MenuItem[] => [{ kind: "heading", label: t(`report.group.${id}`) }, ...entries.map((entry) => item(entry.id))]),
    { kind: "rule" },
    item(OWN_REPORT),
  ];
  const link = (id: string): JSX.Element => (
    <li>
      <a
        href={`/reports/${id}`}
        class="report-chooser__item"
        aria-current={id === props.name ? "page" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          props.onName(id);
        }}
      >
        {reportName(i18n, id)}
      </a>
    </li>
  );
  return (
    <>
      <nav class="report-chooser" aria-label={t("report.choose")}>
        <For each={groups()}>
          {({ id, entries }) => (
            <section aria-labelledby={`report-group-${id}`}>
              <h2 id={`report-group-${id}`} class="report-chooser__head">
                {t(`report.group.${id}`)}
              </h2>
              <ul>
                <For each={entries}>{(entry) => link(entry.id)}</For>
              </ul>
            </section>
          )}
        </For>
        <ul class="report-chooser__own">{link(OWN_REPORT)}</ul>
      </nav>
      <div class="report-menu">
        <Menu
          label={t("report.choose")}
          items={items()}
          triggerKind="plain"
          trigger={
            <>
              <span>{reportTitle(i18n, props.name)}</span>
              <Icon name="chevrons-up-down" size={14} />
            </>
          }
        />
      </div>
    </>
  );
};
