import { createEffect, createSignal, onCleanup, Show, type JSX } from "solid-js";
import type { Instant } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createMedia, readSetting, writeSetting } from "#client/theme/theme.ts";
import { Button } from "#client/ui/button.tsx";
import { Faces, type Person } from "#client/ui/face.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { KeyHint } from "#client/ui/key-hint.tsx";
import { Popover } from "#client/ui/popover.tsx";
import { Tooltip } from "#client/ui/tooltip.tsx";
import { MeMenu, type MeMenuProps } from "./me-menu.tsx";
import { CompanyMark, Rail, type Company, type RailItem } from "./rail.tsx";
import "./shell.css";
import { syncWord, type SyncBrief } from "./sync-word.ts";

export interface ShellProps extends MeMenuProps {
  readonly navigation: readonly RailItem[];
  /** Id of the navigation item in force. */
  readonly current: string | undefined;
  readonly onGo: (item: RailItem) => void;
  readonly company: Company | null;
  /** Where am I: the name of the place. */
  readonly title: string;
  /** Controls that belong to the place, beside its name. */
  readonly titleEnd?: JSX.Element;
  readonly people: readonly Person[];
  /** `lastContact`: when the server was last heard, null when it never was. */
  readonly sync: SyncBrief & { readonly lastContact: Instant | null };
  /** Leads to what the sync word is about: refused changes while there are any, else this device's storage. */
  readonly onSync: () => void;
  /** What waits on this device, shown by a press on the sync word while nothing was refused. `close` takes it away. */
  readonly waiting: (close: () => void) => JSX.Element;
  readonly onSearch: () => void;
  readonly children: JSX.Element;
}

const RAIL_KEY = "tidebook.rail";

export const Shell = (props: ShellProps): JSX.Element => {
  const { t, formats } = useI18n();
  const narrow = createMedia("(max-width: 900px)");
  const tight = createMedia("(max-width: 1100px)");
  const [collapsed, setCollapsed] = createSignal(readSetting(RAIL_KEY) === null ? tight() : readSetting(RAIL_KEY) === "icons");
  const word = (): ReturnType<typeof syncWord> => syncWord(props.sync);
  const [syncOpen, setSyncOpen] = createSignal(false);
  const said = (): string => t(word().word, { count: word().count, percent: word().percent });
  const explained = (): string => {
    const { kind, lastContact } = props.sync;
    const why = t(word().explain, { count: word().count });
    return kind === "offline" && lastContact !== null ? `${why} ${t("sync.lastContact", { when: formats().instant(lastContact) })}` : why;
  };
  createEffect(() => {
    document.title = props.title ? `${props.title} · ${t("shell.product")}` : t("shell.product");
  });
  createEffect(() => {
    document.documentElement.style.setProperty("--bottom-bar", narrow() ? "56px" : "0px");
    onCleanup(() => document.documentElement.style.removeProperty("--bottom-bar"));
  });
  return (
    <div class="shell" data-bottom={narrow() ? "" : undefined}>
      <a class="shell__skip" href="#work">
        {t("shell.skip")}
      </a>
      <Rail
        items={props.navigation}
        company={props.company}
        current={props.current}
        onGo={props.onGo}
        collapsed={collapsed()}
        onCollapse={(next) => {
          setCollapsed(next);
          writeSetting(RAIL_KEY, next ? "icons" : "labels");
        }}
        bottom={narrow()}
      />
      <div class="shell__main">
        <header class="top">
          <div class="top__place">
            <Show when={narrow() && props.company?.logo}>
              <CompanyMark company={props.company} />
            </Show>
            <h1 class="top__title">{props.title}</h1>
            {props.titleEnd}
          </div>
          <button type="button" class="top__search" aria-label={t("shell.search")} onClick={() => props.onSearch()}>
            <Icon name="search" />
            <span class="top__search-words">{t("shell.search")}</span>
            <KeyHint keys="mod+k" />
          </button>
          <div class="top__end">
            <Faces people={props.people} label={t("shell.here")} size={24} />
            <Tooltip text={explained()}>
              <Popover
                label={said()}
                triggerClass="top__sync"
                triggerTone={word().tone}
                placement="bottom-end"
                open={syncOpen()}
                onOpenChange={(next) => (next && props.sync.attention > 0 ? props.onSync() : setSyncOpen(next))}
                trigger={
                  <>
                    <Show when={word().tone !== "quiet"}>
                      <Icon name={word().tone === "danger" ? "circle-alert" : "cloud-off"} size={14} />
                    </Show>
                    <span aria-live="polite">{said()}</span>
                  </>
                }
              >
                <div class="sync-detail">
                  <p>{explained()}</p>
                  {props.waiting(() => setSyncOpen(false))}
                  <Button
                    size="small"
                    icon="settings"
                    onClick={() => {
                      setSyncOpen(false);
                      props.onSync();
                    }}
                  >
                    {t("sync.device")}
                  </Button>
                </div>
              </Popover>
            </Tooltip>
            <MeMenu me={props.me} theme={props.theme} items={props.items} onHelp={props.onHelp} onSignOut={props.onSignOut} />
          </div>
        </header>
        <main id="work" class="shell__work" tabindex={-1}>
          {props.children}
        </main>
      </div>
    </div>
  );
};
