import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Suspense, Switch, type JSX } from "solid-js";
import "./workspace.css";
import { useActions } from "#client/actions/registry.tsx";
import { useCompany } from "#client/fields/company.ts";
import { OpenRecordProvider } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { HereProvider, createHereNow } from "#client/presence/here-now.tsx";
import { attentionCount } from "#client/record/requests.ts";
import { askedMove, setAskedMove } from "#client/pools/asked.ts";
import { allowPictures, takeDownPainted } from "#client/replica/picture.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import type { ExportDialogProps } from "#client/scenes/export/export-dialog.tsx";
import { ListScene } from "#client/scenes/list/list-scene.tsx";
import type { FoundRecord } from "#client/shell/command-palette.tsx";
import { Shell } from "#client/shell/shell.tsx";
import { WorkArea } from "#client/shell/work-area.tsx";
import { createWorkTabs } from "#client/shell/work-tabs.ts";
import type { Theme } from "#client/theme/theme.ts";
import { Button } from "#client/ui/button.tsx";
import { EmptyState } from "#client/ui/empty-state.tsx";
import { iconOf } from "#client/ui/icon.tsx";
import { fetchLate, late, onDemand, partMissing, whenAtRest } from "#client/ui/late.ts";
import { ProgressBar } from "#client/ui/progress-bar.tsx";
import { same } from "#domain/same.ts";
import { useToasts } from "#client/ui/toast.tsx";
import { mayCreate } from "#domain/policy/create.ts";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { textOf, titleOf } from "#domain/schema/read.ts";
import { mainActions } from "./main-actions.ts";
import { navigationIdOf, navigationOf, placeTitle } from "./navigation.ts";
import { placeOf, type Place } from "./place.ts";
import { createPlaces } from "./places.ts";
import { tellOvertaken } from "./overtaken.ts";
import { recentRecords, rememberRecord } from "./recent.ts";
import { createUndo } from "./undo.ts";
import type { AppUpdate } from "./update.ts";

const RecordScene = late(async () => (await import("#client/scenes/record/record-scene.tsx")).RecordScene);
const CommandPalette = late(async () => (await import("#client/shell/command-palette.tsx")).CommandPalette);
const ReportActions = late(async () => (await import("./report-actions.ts")).ReportActions);
const CreatePanel = late(async () => (await import("#client/scenes/record/create-panel.tsx")).CreatePanel);
const HomeScene = late(async () => (await import("#client/scenes/home/home-scene.tsx")).HomeScene);
const ShortcutHelp = late(async () => (await import("#client/shell/shortcut-help.tsx")).ShortcutHelp);
const WaitingChanges = late(async () => (await import("./waiting-changes.tsx")).WaitingChanges);
const SettingsScene = late(async () => (await import("#client/scenes/settings/settings-scene.tsx")).SettingsScene);
const AttentionScene = late(async () => (await import("#client/scenes/attention/attention-scene.tsx")).AttentionScene);
const SignOutDialog = late(async () => (await import("./sign-out-dialog.tsx")).SignOutDialog);
const MovePanel = late(async () => (await import("#client/pools/move-panel.tsx")).MovePanel);
const ReportsScene = late(async () => (await import("#client/scenes/reports/reports-scene.tsx")).ReportsScene);
const ImportScene = onDemand(async () => (await import("#client/scenes/import/import-scene.tsx")).ImportScene);
const ExportDialog = onDemand(async () => (await import("#client/scenes/export/export-dialog.tsx")).ExportDialog);
const AccountsScene = onDemand(async () => (await import("#client/scenes/accounts/accounts-scene.tsx")).AccountsScene);
const DataLogScene = onDemand(async () => (await import("#client/scenes/data-log/data-log-scene.tsx")).DataLogScene);
const OrganisationScene = onDemand(async () => (await import("#client/scenes/organisation/organisation-scene.tsx")).OrganisationScene);
const RecycleBinScene = onDemand(async () => (await import("#client/scenes/recycle-bin/recycle-bin-scene.tsx")).RecycleBinScene);

export interface WorkspaceProps {
  readonly theme: Theme;
  readonly update: AppUpdate;
  readonly onSignedOut: () => void;
}

const MOST_FOUND = 12;

/** Stands beside a scene: once that is there, the picture in place of it is not needed any more. `onStands` is told once. */
const Drawn = (props: { readonly onStands?: () => void }): JSX.Element => {
  onMount(() => {
    takeDownPainted();
    props.onStands?.();
  });
  return null;
};

export const Workspace = (props: WorkspaceProps): JSX.Element => {
  const i18n = useI18n();
  const { t } = i18n;
  const replica = useReplica();
  const toasts = useToasts();
  const actions = useActions();
  const tabs = createWorkTabs();
  const places = createPlaces(tabs);
  const undo = createUndo(replica, toasts, i18n);
  const hereNow = createHereNow();
  const [palette, setPalette] = createSignal(false);
  const [help, setHelp] = createSignal(false);
  const [creating, setCreating] = createSignal<{ readonly kind: string; readonly begins?: Values } | null>(null);
  const [exporting, setExporting] = createSignal<Pick<ExportDialogProps, "query" | "columns" | "selected"> | null>(null);
  /** The list the records in front were opened from, for next and previous. */
  const [siblings, setSiblings] = createSignal<readonly RecordId[]>();
  const [leaving, setLeaving] = createSignal(0);
  /* What lies under the record that the app was opened with is drawn once nobody works, or it is asked for. */
  const [recordStands, setRecordStands] = createSignal(false);
  const drawsUnder = createMemo<boolean>((was) => was || recordStands() || tabs.front() === "list" || tabs.beside() === "list", false);
  /* Once opened they stay, so that they close as gently as they open. */
  const usedPalette = createMemo<boolean>((used) => used || palette(), false);
  const usedHelp = createMemo<boolean>((used) => used || help(), false);

  const rights = (): readonly string[] => replica.rights()?.rights ?? [];
  const mayLog = (): boolean => rights().includes("admin") || (replica.rights()?.seesAll ?? false);
  const mayMake = (kind: string): boolean => mayCreate(entityOf(kind), new Set(rights()), replica.rights()?.denied);

  const signOut = async (force: boolean): Promise<void> => {
    const outcome = await replica.api.signOut(force);
    if (outcome.ok) props.onSignedOut();
    else setLeaving(outcome.error.waiting);
  };

  actions.add(
    mainActions({
      i18n,
      places,
      tabs,
      theme: props.theme,
      mayCreate: mayMake,
      isAdmin: () => rights().includes("admin"),
      mayLog,
      openPalette: () => setPalette(true),
      openHelp: () => setHelp(true),
      create: (kind) => setCreating({ kind }),
      undo: () => void undo.undo(),
      redo: () => void undo.redo(),
      signOut: () => void signOut(false),
    }),
  );
  actions.addContext(() => {
    const under = places.under();
    return { record: places.record(), kind: under.at === "list" ? under.kind : null };
  });

  tellOvertaken(replica, toasts, i18n, (record) => places.open(record));
  createEffect(on(places.under, ({ at }) => allowPictures(at === "home" || at === "list")));
  onCleanup(() => allowPictures(false));
  createEffect(on(places.record, (record) => record && rememberRecord(record)));
  // The worker sorts texts and names options in the language of the page, whatever that of the browser is.
  createEffect(on(i18n.locale, (locale) => void replica.api.setLocale(locale)));
  /* What no first screen needs is fetched once this one stands and its records are there. */
  const settled = createMemo<boolean>((was) => was || !["connecting", "fetching"].includes(replica.state().kind), false);
  createEffect(on(settled, (now) => now && void fetchLate()));
  createEffect(on(partMissing, (is) => is && toasts.say({ text: t("app.partMissing") })));
  onMount(() => {
    const tell = (): void => void replica.api.setVisible(document.visibilityState === "visible");
    const hurry = (): void => void replica.api.hurry();
    const leaving = new AbortController();
    onCleanup(() => leaving.abort());
    document.addEventListener("visibilitychange", tell, leaving);
    for (const change of ["online", "offline"]) addEventListener(change, hurry, leaving);
    tell();
  });
  createEffect(
    on(props.update.ready, (ready) => {
      if (ready) toasts.say({ text: t("update.ready"), action: { label: t("update.take"), run: props.update.take } });
    }),
  );

  const found = (id: RecordId, title: string, subtitle: string | null): FoundRecord => ({
    id,
    title,
    subtitle,
    icon: iconOf(entityOf(kindOf(id)).icon),
    kind: wordsOf(i18n.locale(), kindOf(id)).one,
  });
  const searchRecords = async (text: string): Promise<readonly FoundRecord[]> => {
    if (text.trim() === "") {
      const rows = await replica.api.rows([...recentRecords()]);
      return rows.map((row) => found(row.id, titleOf(entityOf(kindOf(row.id)), row), null));
    }
    const hits = await replica.api.search(text, null, MOST_FOUND);
    return hits.map((hit) => found(hit.id, hit.title, hit.subtitle));
  };

  const navigation = createMemo(() => navigationOf(i18n, attentionCount(replica), { import: rights().includes("import"), admin: rights().includes("admin"), log: mayLog() }), [], { equals: same });
  const company = useCompany();
  const corner = () => {
    const row = company.row();
    const name = row && (textOf(row, "shortName") ?? textOf(row, "name"));
    return name ? { name, logo: textOf(row, "logo") } : null;
  };
  const frontTitle = (): string => {
    const record = places.record();
    return record ? wordsOf(i18n.locale(), kindOf(record)).one : placeTitle(i18n, places.under());
  };
  /* The words of lists come first of all. */
  const hasWordsOf = (place: Place): boolean => place.at === "list" || i18n.hasAllWords();
  const listOf = (kind: string): JSX.Element => (
    <ListScene
      kind={kind}
      onCreate={mayMake(kind) ? () => setCreating({ kind }) : undefined}
      onSiblings={setSiblings}
      onImport={rights().includes("import") ? () => places.go({ at: "import" }) : undefined}
      onExport={rights().includes("export") ? (query, columns, selected) => setExporting({ query, columns, selected }) : undefined}
    />
  );
  const scene = (place: Place): JSX.Element => (
    <Switch
      fallback={
        <EmptyState title={t("notFound.title")} text={t("notFound.text")}>
          <Button onClick={() => places.go({ at: "home" })}>{t("notFound.home")}</Button>
        </EmptyState>
      }
    >
      <Match when={place.at === "home"}>
        <HomeScene />
      </Match>
      <Match when={place.at === "list" && place.kind} keyed>
        {listOf}
      </Match>
      <Match when={place.at === "report" && place}>
        {(report) => <ReportsScene name={report().name} onName={(name) => places.go({ at: "report", name })} />}
      </Match>
      <Match when={place.at === "organisation" && rights().includes("admin")}>
        <OrganisationScene list={listOf} onAddPerson={(begins) => setCreating({ kind: "user", begins })} />
      </Match>
      <Match when={place.at === "import"}>
        <ImportScene />
      </Match>
      <Match when={place.at === "bin"}>
        <RecycleBinScene />
      </Match>
      <Match when={place.at === "log"}>
        <DataLogScene />
      </Match>
      <Match when={place.at === "attention"}>
        <AttentionScene />
      </Match>
      <Match when={place.at === "accounts" && rights().includes("admin")}>
        <AccountsScene />
      </Match>
      <Match when={place.at === "settings"}>
        <SettingsScene theme={props.theme} />
      </Match>
    </Switch>
  );

  return (
    <OpenRecordProvider value={places.open}>
      <HereProvider value={hereNow}>
        <Shell
          me={replica.me()}
          company={corner()}
          theme={props.theme}
          onHelp={() => setHelp(true)}
          onSignOut={() => void signOut(false)}
          items={[{ id: "settings", label: t("app.settings"), icon: "settings", run: () => places.go({ at: "settings" }) }]}
          navigation={navigation()}
          current={navigationIdOf(places.under())}
          onGo={(item) => places.go(placeOf(item.href))}
          title={frontTitle()}
          people={hereNow.people(places.record())}
          sync={replica.state()}
          onSync={() => places.go({ at: attentionCount(replica) > 0 ? "attention" : "settings" })}
          waiting={(close) => (
            <Suspense>
              <WaitingChanges onOpened={close} />
            </Suspense>
          )}
          onSearch={() => setPalette(true)}
        >
          <Show when={replica.state().progress}>
            {(progress) => (
              <div class="workspace__progress">
                <ProgressBar label={t("app.progress", progress())} value={progress().done} of={progress().total} />
              </div>
            )}
          </Show>
          <WorkArea
            tabs={tabs}
            list={
              <Suspense>
                <Show when={drawsUnder() && hasWordsOf(places.under()) && places.under()} keyed>
                  {(place) => scene(place)}
                </Show>
                <Show when={places.record() === null && hasWordsOf(places.under())}>
                  <Drawn />
                </Show>
              </Suspense>
            }
            listLabel={placeTitle(i18n, places.under())}
            titleOf={(record) => replica.titleOf(record) ?? undefined}
            renderRecord={(record) => (
              <Show when={i18n.hasAllWords()}>
                <Suspense>
                  <RecordScene id={record} siblings={siblings()} />
                  <Drawn onStands={() => whenAtRest(() => setRecordStands(true))} />
                </Suspense>
              </Show>
            )}
            onShow={places.follow}
          />
        </Shell>
        <Show when={usedPalette()}>
          <Suspense>
            <CommandPalette
              open={palette()}
              onClose={() => setPalette(false)}
              searchRecords={searchRecords}
              onRecord={(id, beside) => places.open(id as RecordId, beside ? "beside" : "here")}
            />
          </Suspense>
          <Suspense>
            <ReportActions places={places} />
          </Suspense>
        </Show>
        <Show when={usedHelp()}>
          <Suspense>
            <ShortcutHelp open={help()} onClose={() => setHelp(false)} />
          </Suspense>
        </Show>
        <Show when={exporting()} keyed>
          {(wanted) => (
            <Suspense>
              <ExportDialog {...wanted} onClose={() => setExporting(null)} />
            </Suspense>
          )}
        </Show>
        <Show when={creating()} keyed>
          {(wanted) => (
            <Suspense>
              <CreatePanel {...wanted} onClose={() => setCreating(null)} onCreated={(id) => places.open(id)} />
            </Suspense>
          )}
        </Show>
        <Show when={askedMove()} keyed>
          {(asked) => (
            <Suspense>
              <MovePanel asked={asked} onClose={() => setAskedMove(null)} />
            </Suspense>
          )}
        </Show>
        <Show when={leaving() > 0}>
          <Suspense>
            <SignOutDialog waiting={leaving()} onClose={() => setLeaving(0)} onSignOut={() => void signOut(true)} />
          </Suspense>
        </Show>
      </HereProvider>
    </OpenRecordProvider>
  );
};
