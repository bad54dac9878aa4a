import type { JSX } from "solid-js";
import { LOCALE_NAMES, useI18n } from "#client/i18n/i18n.tsx";
import { ACCENTS, THEME_CHOICES, type Theme } from "#client/theme/theme.ts";
import { Face, type Person } from "#client/ui/face.tsx";
import { Menu, type MenuItem } from "#client/ui/menu.tsx";
import { LOCALES } from "#domain/schema/words.ts";

export interface MeMenuProps {
  readonly me: Person;
  readonly theme: Theme;
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
  /** Further entries, such as the user's own settings. */
  readonly items?: readonly MenuItem[] | undefined;
}

export const MeMenu = (props: MeMenuProps): JSX.Element => {
  const { t, locale, setLocale } = useI18n();
  const items = (): readonly MenuItem[] => [
    { kind: "heading", label: props.me.name },
    ...(props.items ?? []),
    {
      kind: "sub",
      label: t("shell.language"),
      icon: "languages",
      items: LOCALES.map((choice) => ({ id: choice, label: LOCALE_NAMES[choice], checked: locale() === choice, run: () => setLocale(choice) })),
    },
    {
      kind: "sub",
      label: t("shell.theme"),
      icon: "sun",
      items: THEME_CHOICES.map((choice) => ({
        id: choice,
        label: t(`shell.theme.${choice}`),
        checked: props.theme.choice() === choice,
        run: () => props.theme.setChoice(choice),
      })),
    },
    {
      kind: "sub",
      label: t("shell.accent"),
      icon: "palette",
      items: ACCENTS.map((choice) => ({
        id: choice,
        label: t(`shell.accent.${choice}`),
        checked: props.theme.accent() === choice,
        run: () => props.theme.setAccent(choice),
      })),
    },
    { id: "help", label: t("shell.help"), icon: "keyboard", keys: "?", run: props.onHelp },
    { kind: "rule" },
    { id: "signOut", label: t("shell.signOut"), icon: "log-out", run: props.onSignOut },
  ];
  return (
    <Menu
      label={`${t("shell.me")}: ${props.me.name}`}
      triggerClass="top__me"
      placement="bottom-end"
      trigger={<Face id={props.me.id} name={props.me.name} size={26} silent />}
      items={items()}
    />
  );
};
