import type { MessageKey } from "#client/i18n/messages/en.ts";
import type { Params } from "#client/i18n/message.ts";
import type { IconName } from "#client/ui/icon-names.ts";
import type { RecordId } from "#domain/id.ts";

/** Where the user is, as far as commands care. */
export interface ActionContext {
  /** Kind of record of the list in sight. */
  readonly kind: string | null;
  /** The record in front. */
  readonly record: RecordId | null;
  readonly selected: readonly RecordId[];
}

export const ACTION_GROUPS = ["record", "list", "create", "go", "view", "app"] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** One command. Buttons, menus, the palette and shortcuts are all drawn from it. */
export interface Action {
  readonly id: string;
  readonly name: MessageKey;
  /** For names with placeholders, such as "New {name}". */
  readonly params?: (() => Params) | undefined;
  readonly group: ActionGroup;
  readonly icon?: IconName | undefined;
  /** `mod+k`, `shift+n`, `g then c`; `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly shortcut?: string | undefined;
  /** Found by typing alone, one of too many to be listed. */
  readonly sought?: boolean | undefined;
  readonly danger?: boolean | undefined;
  readonly visible?: ((context: ActionContext) => boolean) | undefined;
  /** Why it cannot be done now, in the user's words. */
  readonly hindrance?: ((context: ActionContext) => string | undefined) | undefined;
  readonly perform: (context: ActionContext) => void;
}
