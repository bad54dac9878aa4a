import { createSignal, Show, Suspense, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { late } from "#client/ui/late.ts";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { useNotice, useUndoNotice } from "#client/record/notice.ts";
import type { ListState } from "./list-state.ts";
import { ALL_VIEW, type SavedView } from "#client/query/list-views.ts";

const ViewNameDialog = late(async () => (await import("./view-name-dialog.tsx")).ViewNameDialog);

/** What can be done with the view that is open: save, share, pin, rename, delete. A changed one says so beside it. */
export const ViewMenu = (props: { readonly list: ListState }): JSX.Element => {
  const { t } = useI18n();
  const notice = useNotice();
  const said = useUndoNotice();
  const { list } = props;
  const [naming, setNaming] = createSignal<"new" | "rename" | null>(null);
  const mine = (): SavedView | null => {
    const view = list.savedView();
    return view && list.saved.isMine(view) ? view : null;
  };
  const isStart = (): boolean => list.store.part("start") === list.view();

  const save = async (): Promise<void> => {
    const view = mine();
    if (!view) {
      setNaming("new");
      return;
    }
    const problem = await list.saved.save(view.id, list.whole());
    if (problem) notice(problem);
    else list.revert();
  };
  const saveAs = async (name: string): Promise<void> => {
    const made = await list.saved.create(name, list.whole());
    if (typeof made !== "string") {
      notice(made);
      return;
    }
    list.revert();
    list.setView(made);
    said(t("list.view.saved", { name }));
  };
  const named = async (name: string): Promise<void> => {
    const renames = naming() === "rename";
    setNaming(null);
    const view = mine();
    if (renames && view) notice(await list.saved.rename(view.id, name));
    else await saveAs(name);
  };
  const remove = async (view: SavedView): Promise<void> => {
    list.setView(ALL_VIEW);
    const problem = await list.saved.remove(view.id);
    if (problem) notice(problem);
    else said(t("list.view.deleted", { name: view.name }));
  };
  const ownItems = (view: SavedView): readonly MenuItem[] => [
    { kind: "rule" },
    { id: "pin", label: t("list.view.pin"), icon: "pin", checked: view.pinned, toggle: true, run: () => void list.saved.mark(view.id, "pinned", !view.pinned).then(notice) },
    { id: "share", label: t("list.view.share"), icon: "share-2", checked: view.shared, toggle: true, run: () => void list.saved.mark(view.id, "shared", !view.shared).then(notice) },
    { id: "rename", label: t("list.view.rename"), icon: "pencil", run: () => setNaming("rename") },
    { id: "delete", label: t("list.view.delete"), icon: "trash", danger: true, run: () => void remove(view) },
  ];
  const items = (): readonly MenuItem[] => {
    const view = mine();
    return [
      ...(view && list.modified() ? [{ id: "save", label: t("list.view.save"), icon: "save", run: () => void save() } as const] : []),
      { id: "saveAs", label: t("list.view.saveAs"), icon: "plus", run: () => setNaming("new") },
      ...(list.modified() ? [{ id: "revert", label: t("list.view.revert"), icon: "rotate-ccw", run: () => list.revert() } as const] : []),
      { id: "start", label: t("list.view.start"), icon: "home", checked: isStart(), toggle: true, run: () => list.store.keep({ start: isStart() ? null : list.view() }) },
      ...(view ? ownItems(view) : []),
    ];
  };
  return (
    <>
      <Show when={list.modified()}>
        <Button size="small" kind="quiet" icon="save" aria-description={t("list.view.modified")} onClick={() => void save()}>
          {t("list.view.save")}
        </Button>
      </Show>
      <Menu label={t("list.view.menu")} triggerClass="button icon-button" triggerSize="small" placement="bottom-end" trigger={<Icon name="ellipsis" />} items={items()} />
      <Show when={naming()} keyed>
        {(what) => (
          <Suspense>
            <ViewNameDialog
              title={t(what === "rename" ? "list.view.rename" : "list.view.saveAs")}
              name={what === "rename" ? (mine()?.name ?? "") : ""}
              onClose={() => setNaming(null)}
              onName={(name) => void named(name)}
            />
          </Suspense>
        )}
      </Show>
    </>
  );
};
