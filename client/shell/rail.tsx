import { For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { IconButton } from "#client/ui/button.tsx";
import type { IconName } from "#client/ui/icon-names.ts";
import { Icon } from "#client/ui/icon.tsx";
import { Menu } from "#client/ui/menu.tsx";
import { Tooltip } from "#client/ui/tooltip.tsx";
import "./rail.css";

export interface RailItem {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  /** Stands at the foot of the rail, for settings and the like. */
  readonly foot?: boolean | undefined;
  readonly count?: number | undefined;
}

export interface Company {
  readonly name: string;
  readonly logo: string | null;
}

export interface RailProps {
  readonly items: readonly RailItem[];
  readonly current: string | undefined;
  readonly onGo: (item: RailItem) => void;
  readonly collapsed: boolean;
  readonly onCollapse: (collapsed: boolean) => void;
  /** Whose workspace it is, with the logo as a `data:` address; null until it is known. */
  readonly company: Company | null;
  /** Drawn as a bar at the bottom. */
  readonly bottom: boolean;
}

const BAR_PLACES = 5;

const RailLink = (props: { readonly item: RailItem; readonly rail: RailProps }): JSX.Element => (
  <Tooltip text={props.rail.collapsed && !props.rail.bottom ? props.item.label : undefined}>
    <a class="rail__link" href={props.item.href} aria-current={props.rail.current === props.item.id ? "page" : undefined} aria-label={props.item.label}>
      <Icon name={props.item.icon} size={props.rail.bottom ? 20 : 18} />
      <span class="rail__label">{props.item.label}</span>
      <Show when={props.item.count}>{(count) => <span class="rail__count">{count()}</span>}</Show>
    </a>
  </Tooltip>
);

/** The company's logo, else the product's own mark. */
export const CompanyMark = (props: { readonly company: Company | null }): JSX.Element => (
  <span class="rail__mark" aria-hidden="true">
    <Show
      when={props.company?.logo}
      fallback={
        <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
          <path d="M3 8c3 0 3 2.5 6 2.5S12 8 15 8s3 2.5 6 2.5" />
          <path d="M3 14.5c3 0 3 2.5 6 2.5s3-2.5 6-2.5 3 2.5 6 2.5" opacity="0.55" />
        </svg>
      }
    >
      {(logo) => <img src={logo()} alt="" />}
    </Show>
  </span>
);

export const Rail = (props: RailProps): JSX.Element => {
  const { t } = useI18n();
  const shown = (): readonly RailItem[] =>
    props.bottom && props.items.length > BAR_PLACES ? props.items.slice(0, BAR_PLACES - 1) : props.items.filter((item) => props.bottom || !item.foot);
  const hidden = (): readonly RailItem[] => (props.bottom ? props.items.slice(shown().length) : []);
  return (
    <nav class="rail" aria-label={t("shell.navigation")} data-collapsed={props.collapsed && !props.bottom ? "" : undefined} data-bottom={props.bottom ? "" : undefined}>
      <Show when={!props.bottom}>
        <div class="rail__top">
          <CompanyMark company={props.company} />
          <span class="rail__product" dir="auto" title={props.company?.name}>
            {props.company?.name ?? t("shell.product")}
          </span>
        </div>
      </Show>
      <div class="rail__links">
        <For each={shown()}>{(item) => <RailLink item={item} rail={props} />}</For>
        <Show when={hidden().length > 0}>
          <Menu
            label={t("shell.moreKinds")}
            triggerClass="rail__link"
            placement="top-start"
            trigger={
              <>
                <Icon name="ellipsis" size={20} />
                <span class="rail__label">{t("shell.moreKinds")}</span>
              </>
            }
            items={hidden().map((item) => ({ id: item.id, label: item.label, icon: item.icon, run: () => props.onGo(item) }))}
          />
        </Show>
      </div>
      <Show when={!props.bottom}>
        <div class="rail__foot">
          <For each={props.items.filter((item) => item.foot)}>{(item) => <RailLink item={item} rail={props} />}</For>
          <IconButton
            icon="panel-left"
            label={t(props.collapsed ? "shell.expand" : "shell.collapse")}
            onClick={() => props.onCollapse(!props.collapsed)}
          />
        </div>
      </Show>
    </nav>
  );
};
