import type { Component } from "solid-js";
import type { Action } from "#client/actions/action.ts";
import type { MessageKey } from "#client/i18n/messages/en.ts";

/** Another record that a person may make together with a new one, in the same step. */
export interface FirstPart {
  readonly heading: MessageKey;
  readonly kind: string;
  readonly fields: readonly string[];
  /** Field or set of the part that names the new record. */
  readonly by: string;
}

/** What the screens of one kind of record have besides what its definition draws. */
export interface KindScreen {
  /** What belongs to the record, in place of its texts, lines and related lists one below the other. */
  readonly work?: Component;
  /** Fields that `work` shows better than the form. Those of the stage path are left out by themselves. */
  readonly elsewhere?: readonly string[];
  /** The work needs the width of two columns. */
  readonly wide?: true;
  /** Stands beside the chip below the record's title. */
  readonly head?: Component;
  /** Commands on a record besides those of every kind, offered in its menu; asked for once, inside the record's page. */
  readonly actions?: () => readonly Action[];
  readonly firstPart?: FirstPart;
  /** A name typed into a reference can be made into a record on the spot. */
  readonly madeByName?: true;
}
