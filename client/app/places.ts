import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import type { WorkTabs } from "#client/shell/work-tabs.ts";
import type { RecordId } from "#domain/id.ts";
import { pathOf, placeOf, placeUnder, type Place } from "./place.ts";

export interface Places {
  /** What stands under the open records. */
  readonly under: Accessor<Place>;
  /** The record in front, if one is. */
  readonly record: Accessor<RecordId | null>;
  readonly go: (place: Place) => void;
  readonly open: (record: RecordId, where?: "here" | "beside") => void;
  /** Lets the address follow a tab that was chosen or closed. */
  readonly follow: () => void;
}

/** Keeps address and open records in step: the address names the record in front, else the place under it. */
export const createPlaces = (tabs: WorkTabs): Places => {
  const location = useLocation();
  const navigate = useNavigate();
  const [under, setUnder] = createSignal<Place>(placeUnder(placeOf(location.pathname)), {
    equals: (before, after) => pathOf(before) === pathOf(after),
  });
  const place = createMemo(() => placeOf(location.pathname));

  createEffect(
    on(place, (now) => {
      if (now.at === "record") {
        if (tabs.front() !== now.id) tabs.open(now.id);
        return;
      }
      setUnder(now);
      if (tabs.front() !== "list") tabs.show("list");
    }),
  );

  const follow = (): void => {
    const front = tabs.front();
    const path = front === "list" ? pathOf(under()) : `/${front}`;
    if (path !== location.pathname) navigate(path);
  };

  return {
    under,
    record: () => {
      const front = tabs.front();
      return front === "list" ? null : front;
    },
    go: (next) => navigate(pathOf(next)),
    open: (record, where = "here") => {
      if (where === "beside") tabs.openBeside(record);
      else tabs.open(record);
      follow();
    },
    follow,
  };
};
