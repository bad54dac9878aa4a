import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { goTo, shownPath } from "#client/address/address.ts";
import type { OpenRecord } from "#client/fields/record-link.tsx";
import type { WorkTabs } from "#client/shell/work-tabs.ts";
import type { RecordId } from "#domain/id.ts";
import { pathOf, placeOf, placeUnder, type Place } from "./place.ts";

export interface Places {
  /** What stands under the open records. */
  readonly under: Accessor<Place>;
  /** The record in front, if one is. */
  readonly record: Accessor<RecordId | null>;
  readonly go: (place: Place) => void;
  readonly open: OpenRecord;
  /** Lets the address follow a tab that was chosen or closed. */
  readonly follow: () => void;
}

/** Keeps address and open records in step: the address names the record in front, else the place under it. */
export const createPlaces = (tabs: WorkTabs): Places => {
  /* The address itself: what is shown follows it later, and may still be another person's. */
  const first = placeOf(location.pathname);
  const [under, setUnder] = createSignal<Place>(placeUnder(first), {
    equals: (before, after) => pathOf(before) === pathOf(after),
  });
  const place = createMemo(() => placeOf(shownPath()));

  const take = (now: Place): void => {
    if (now.at === "record") {
      if (tabs.front() !== now.id) tabs.open(now.id);
      return;
    }
    setUnder(now);
    if (tabs.front() !== "list") tabs.show("list");
  };
  /* Before anything is drawn: what stood in front last is not what the address asks for. */
  take(first);
  createEffect(on(place, take, { defer: true }));

  const front = (): string => {
    const pane = tabs.front();
    return pane === "list" ? pathOf(under()) : `/${pane}`;
  };
  const follow = (): void => {
    if (front() !== location.pathname) goTo(front());
  };
  /* Going from one record to the next leaves no trail: back leads to where the first was opened from. */
  const stepTo = (record: RecordId, shown: RecordId): void => {
    tabs.openInsteadOf(shown, record);
    if (front() !== location.pathname) goTo(front(), { replace: true });
  };

  return {
    under,
    record: () => {
      const front = tabs.front();
      return front === "list" ? null : front;
    },
    go: (next) => goTo(pathOf(next)),
    open: (record, where = "here") => {
      if (typeof where === "object") {
        stepTo(record, where.insteadOf);
        return;
      }
      if (where === "beside") tabs.openBeside(record);
      else tabs.open(record);
      follow();
    },
    follow,
  };
};
