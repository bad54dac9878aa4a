import { createSignal, Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import type { Values } from "#domain/record/change.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Tabs } from "#client/ui/tabs.tsx";
import { CompanyPage } from "./company.tsx";
import { OrgTreeView } from "./org-tree-view.tsx";
import "./organisation.css";

/** The first tab: the company's own record. */
const COMPANY = "workspace";
/** What the other tabs list, in their order. */
const ORG_LISTS = ["user", "role", "jobFunction", "group", "pool", "sharingRule", "approvalFlow", "dimension"] as const;

/* The tab stays chosen while the administrator is elsewhere. */
const [kind, setKind] = createSignal<string>(ORG_LISTS[0]);

export interface OrganisationSceneProps {
  /** Draws the list of a kind. */
  readonly list: (kind: string) => JSX.Element;
  readonly onAddPerson: (begins: Values) => void;
}

/** The administrator's view of the company: its tree, and everything that says who may do what. */
export const OrganisationScene = (props: OrganisationSceneProps): JSX.Element => {
  const { t, locale } = useI18n();
  return (
    <div class="organisation">
      <OrgTreeView onAddPerson={props.onAddPerson} />
      <div class="organisation__work">
        <Tabs label={t("org.tabs")} items={[{ id: COMPANY, label: wordsOf(locale(), COMPANY).one }, ...ORG_LISTS.map((id) => ({ id, label: wordsOf(locale(), id).many }))]} value={kind()} onChange={setKind} />
        <Show when={kind() !== COMPANY && kind()} fallback={<CompanyPage />} keyed>
          {(shown) => props.list(shown)}
        </Show>
      </div>
    </div>
  );
};
