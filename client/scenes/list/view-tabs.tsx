import { createMemo, createSignal, Show, Suspense, type JSX } from "solid-js";
import { isPooled } from "#domain/schema/entity.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { late } from "#client/ui/late.ts";
import { Popover } from "#client/ui/popover.tsx";
import { Tabs, type TabItem } from "#client/ui/tabs.tsx";
import { Icon } from "#client/ui/icon.tsx";
import type { ListState } from "./list-state.ts";
import { ALL_VIEW, HELD_VIEW, labelWithLimit, POOLS_VIEW, presetOf, type SavedView } from "#client/query/list-views.ts";
import { ViewMenu } from "./view-menu.tsx";

const NumberInput = late(async () => (await import("#client/ui/number-input.tsx")).NumberInput);

/** The tabs of a list: everything, the views that come with the kind, and the saved ones that are pinned. */
export const ViewTabs = (props: { readonly list: ListState }): JSX.Element => {
  const { t, locale } = useI18n();
  const replica = useReplica();
  const nameOf = useRecordName();
  const { list } = props;
  const views = () => list.saved.all() ?? [];
  const inTabs = (view: SavedView): boolean => view.pinned || view.id === list.view();
  /* One pool needs no tab besides that of all. */
  const pools = (): readonly TabItem[] => {
    const { member, manages } = replica.rights()?.pools ?? { member: [], manages: [] };
    if (!isPooled(list.entity) || member.length === 0) return [];
    const single = member.length > 1 ? member.map((id) => ({ id, label: nameOf(id) })) : [];
    return [{ id: POOLS_VIEW, label: t("pool.view.all") }, ...single, ...(manages.length > 0 ? [{ id: HELD_VIEW, label: t("pool.view.held") }] : [])];
  };
  const items = createMemo<readonly TabItem[]>(() => {
    const words = wordsOf(locale(), list.entity.kind).views;
    const presets = (list.entity.views ?? []).map((preset) => ({
      id: preset.id,
      label: labelWithLimit(words[preset.id] ?? preset.id, preset, list.store.part("numbers")[preset.id]),
    }));
    const saved = views().filter(inTabs).map((view) => ({ id: view.id, label: view.name }));
    const [mine, ...others] = presets;
    return [{ id: ALL_VIEW, label: t("list.all") }, ...(mine ? [mine] : []), ...pools(), ...others, ...saved];
  });
  return (
    <div class="view-tabs">
      {/* Tabs that came one after the other would move under the pointer. */}
      <Show when={list.store.ready() && list.saved.all()}>
        <Tabs label={t("list.views")} items={items()} value={list.view()} onChange={list.setView} />
      </Show>
      <Show when={presetOf(list.entity, list.view()) && list.limit() !== null}>
        <LimitPopover list={list} />
      </Show>
      <OtherViews list={list} hidden={views().filter((view) => !inTabs(view))} />
      <ViewMenu list={list} />
    </div>
  );
};

/** Chooses X of "quiet for X days". */
const LimitPopover = (props: { readonly list: ListState }): JSX.Element => {
  const { t } = useI18n();
  const [open, setOpen] = createSignal(false);
  return (
    <Popover
      label={t("list.limitChange")}
      triggerSize="small"
      open={open()}
      onOpenChange={setOpen}
      trigger={
        <>
          <span>{t("list.days", { count: props.list.limit() ?? 0 })}</span>
          <Icon name="chevron-down" size={14} />
        </>
      }
    >
      <Suspense>
        <NumberInput
          label={t("list.limit")}
          autofocus
          scale={0}
          value={String(props.list.limit() ?? 0)}
          onCommit={(value) => {
            if (value !== null && Number(value) >= 0) props.list.setLimit(Number(value));
            setOpen(false);
          }}
        />
      </Suspense>
    </Popover>
  );
};

const OtherViews = (props: { readonly list: ListState; readonly hidden: readonly SavedView[] }): JSX.Element => {
  const { t } = useI18n();
  const nameOf = useRecordName();
  const label = (view: SavedView): string => {
    if (!view.shared || props.list.saved.isMine(view) || view.owner === null) return view.name;
    return `${view.name} · ${t("list.view.sharedBy", { name: nameOf(view.owner) })}`;
  };
  const items = (): readonly MenuItem[] => props.hidden.map((view) => ({ id: view.id, label: label(view), run: () => props.list.setView(view.id) }));
  return (
    <Show when={props.hidden.length > 0}>
      <Menu
        label={t("list.view.other")}
        triggerSize="small"
        placement="bottom-end"
        items={items()}
        trigger={
          <>
            <span>{t("list.view.other")}</span>
            <Icon name="chevron-down" size={14} />
          </>
        }
      />
    </Show>
  );
};
