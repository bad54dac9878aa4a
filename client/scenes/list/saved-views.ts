import { createEffect, createMemo, type Accessor } from "solid-js";
import { createListView } from "#client/replica/live.ts";
import { useReplica, type EditProblem } from "#client/replica/replica-context.tsx";
import type { RecordId } from "#domain/id.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { savedView, type SavedView } from "#client/query/list-views.ts";
import { writeViewSpec, type ViewSpec } from "#client/query/view-spec.ts";

/** More saved views of one list than anybody keeps apart. */
const MOST = 199;

export interface SavedViews {
  /** Null until known. */
  readonly all: Accessor<readonly SavedView[] | null>;
  /** Makes a private view; the answer is its id. */
  readonly create: (name: string, spec: ViewSpec) => Promise<RecordId | EditProblem>;
  readonly save: (view: string, spec: ViewSpec) => Promise<EditProblem | null>;
  readonly rename: (view: string, name: string) => Promise<EditProblem | null>;
  readonly mark: (view: string, mark: "shared" | "pinned", on: boolean) => Promise<EditProblem | null>;
  readonly remove: (view: string) => Promise<EditProblem | null>;
  readonly isMine: (view: SavedView) => boolean;
}

/** The views of a list that this person may read, and what may be done with them. */
export const createSavedViews = (kind: string): SavedViews => {
  const replica = useReplica();
  const { t, clock } = useI18n();
  const list = createListView(
    replica.api,
    () => ({ kind: "view", filter: { field: "of", is: "equals", value: kind }, sort: [{ by: "name" }] }),
    () => ["name", "of", "spec", "shared", "pinned", "owner"],
  );
  createEffect(() => list.show(0, MOST));
  const all = createMemo(() => list.result()?.rows.map(savedView) ?? null);
  const edit = async (label: string, record: string, values: Parameters<typeof replica.edit>[1][number]["values"]) => {
    const outcome = await replica.edit(label, [{ record: record as RecordId, values }]);
    return outcome.ok ? null : outcome.error;
  };
  const me = () => ({ by: replica.me().id, at: clock.now() });
  return {
    all,
    isMine: (view) => view.owner === replica.me().id,
    create: async (name, spec) => {
      const record = await replica.api.newId("view");
      const problem = await edit(t("list.view.save"), record, { name, of: kind, spec: writeViewSpec(spec), pinned: me() });
      return problem ?? record;
    },
    save: (view, spec) => edit(t("list.view.save"), view, { spec: writeViewSpec(spec) }),
    rename: (view, name) => edit(t("list.view.rename"), view, { name }),
    mark: (view, mark, on) => edit(t(mark === "shared" ? "list.view.share" : "list.view.pin"), view, { [mark]: on ? me() : null }),
    remove: (view) => edit(t("list.view.delete"), view, { deleted: me() }),
  };
};
