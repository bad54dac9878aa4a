import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, Match, Show, Switch, type JSX } from "solid-js";
import { adopt } from "./adopt.ts";
import { Icon } from "./icon.tsx";
import { KeyHint } from "./key-hint.tsx";
import type { MenuAction, MenuItem, MenuProps } from "./menu.tsx";

const roleOf = ({ checked, toggle }: MenuAction): "menuitem" | "menuitemcheckbox" | "menuitemradio" => {
  if (checked === undefined) return "menuitem";
  return toggle ? "menuitemcheckbox" : "menuitemradio";
};

const hasIcon = (item: MenuItem): boolean => "icon" in item && item.icon !== undefined;
const hasMark = (item: MenuItem): boolean => "checked" in item && item.checked !== undefined;

/** Where some items have something before their words, the words of the others begin at the same line. */
const Indent = (props: { readonly item: MenuItem; readonly items: readonly MenuItem[] }): JSX.Element => (
  <Show when={!hasIcon(props.item) && !hasMark(props.item) && props.items.some((item) => hasIcon(item) || hasMark(item))}>
    <span class="choice__mark" />
  </Show>
);

const MenuItems = (props: { readonly items: readonly MenuItem[] }): JSX.Element => (
  <For each={props.items}>
    {(item) => (
      <Switch>
        <Match when={item.kind === "rule"}>
          <DropdownMenu.Separator class="popup__rule" />
        </Match>
        <Match when={item.kind === "heading" && item}>{(heading) => <div class="popup__heading">{heading().label}</div>}</Match>
        <Match when={item.kind === "sub" && item}>
          {(sub) => (
            <DropdownMenu.Sub gutter={2}>
              <DropdownMenu.SubTrigger class="choice">
                <Indent item={item} items={props.items} />
                <Show when={sub().icon}>{(name) => <Icon name={name()} />}</Show>
                <span class="choice__label">{sub().label}</span>
                <Icon name="chevron-right" size={14} />
              </DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent class="popup">
                  <MenuItems items={sub().items} />
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
          )}
        </Match>
        <Match when={(item.kind === undefined || item.kind === "action") && item}>
          {(action) => (
            <DropdownMenu.Item
              class="choice"
              disabled={action().disabledReason !== undefined}
              data-tone={action().danger ? "danger" : undefined}
              onSelect={() => action().run()}
              aria-checked={action().checked}
              role={roleOf(action())}
            >
              <Show when={action().checked !== undefined && action().icon === undefined}>
                <span class="choice__mark">
                  <Show when={action().checked}>
                    <Icon name="check" />
                  </Show>
                </span>
              </Show>
              <Indent item={item} items={props.items} />
              <Show when={action().icon}>{(name) => <Icon name={name()} />}</Show>
              <span class="choice__label">{action().label}</span>
              {/* Its icon has the place of the mark. */}
              <Show when={action().checked && action().icon}>
                <span class="choice__mark">
                  <Icon name="check" />
                </span>
              </Show>
              <Show when={action().disabledReason} fallback={<Show when={action().keys}>{(keys) => <KeyHint keys={keys()} />}</Show>}>
                <span class="choice__meta">{action().disabledReason}</span>
              </Show>
            </DropdownMenu.Item>
          )}
        </Match>
      </Switch>
    )}
  </For>
);

export interface MenuBoxProps extends Pick<MenuProps, "items" | "placement"> {
  /** The button that opens it; it stands already. */
  readonly button: HTMLButtonElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The menu of a button. */
export const MenuBox = (props: MenuBoxProps): JSX.Element => (
  <DropdownMenu placement={props.placement ?? "bottom-start"} gutter={4} modal={false} open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
    <DropdownMenu.Trigger as={adopt(props.button)} />
    <DropdownMenu.Portal>
      <DropdownMenu.Content class="popup">
        <MenuItems items={props.items} />
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu>
);
