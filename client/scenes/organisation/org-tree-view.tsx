import { For, Show, type JSX } from "solid-js";
import type { Values } from "#domain/record/change.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { NameBox, TreeLine } from "./tree-line.tsx";
import { createTreeState } from "./tree-state.ts";

/** The company from top to bottom: departments with their people, then each dimension. */
export const OrgTreeView = (props: { readonly onAddPerson: (begins: Values) => void }): JSX.Element => {
  const { t } = useI18n();
  const state = createTreeState();
  let scroller: HTMLDivElement | undefined;
  const keys = (): readonly string[] => state.lines().map(({ key }) => key);
  const lineOf = (key: string) => state.lines().find((node) => node.key === key);
  const addsTo = (key: string): boolean => state.naming()?.key === key && state.naming()?.adds === "department";
  return (
    <section class="org-side" aria-label={t("org.tree")}>
      <div class="org-tree" role="tree" aria-label={t("org.tree")} data-carrying={state.carried() ? "" : undefined} ref={(element) => (scroller = element)}>
        <For each={keys()}>
          {(key) => (
            <Show when={lineOf(key)}>
              {(node) => (
                <>
                  <TreeLine node={node()} state={state} scroller={() => scroller} onAddPerson={props.onAddPerson} />
                  <Show when={addsTo(key)}>
                    <div class="org-line" data-new role="none" style={{ "--indent": `${node().level * 16 + 20}px` }}>
                      <NameBox state={state} value={null} label={t("org.name")} />
                    </div>
                  </Show>
                </>
              )}
            </Show>
          )}
        </For>
      </div>
      <div class="org-side__foot">
        <Show when={state.naming()?.adds === "dimension"}>
          <NameBox state={state} value={null} label={t("org.name")} />
        </Show>
        <Button size="small" kind="quiet" icon="plus" onClick={() => state.name({ key: "departments", adds: "department" })}>
          {t("org.addDepartment")}
        </Button>
        <Button size="small" kind="quiet" icon="plus" onClick={() => state.name({ key: "", adds: "dimension" })}>
          {t("org.addDimension")}
        </Button>
      </div>
      <div class="quiet-only-for-ears" role="status" aria-live="assertive">
        {state.said()}
      </div>
    </section>
  );
};
