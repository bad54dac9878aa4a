import { useLocation, useSearchParams } from "@solidjs/router";
import { createEffect, on, type Accessor } from "solid-js";
import { ALL_VIEW } from "#client/query/list-views.ts";

/** Address of the list of a kind within the app. */
export const listHref = (kind: string): string => `/${kind}`;

/**
 * `?view=` names the tab, so that a list can be linked to. A new name in the address changes the tab, any other change of the tab
 * changes the address. One effect does both: two would act on each other's leftovers.
 */
export const linkToAddress = (kind: string, ready: Accessor<boolean>, view: Accessor<string>, setView: (view: string) => void): void => {
  const [params, setParams] = useSearchParams<{ view?: string }>();
  const location = useLocation();
  let known: string | undefined;
  createEffect(
    on([ready, () => location.pathname === listHref(kind), () => params.view, view], ([isReady, isHere, named, shown]) => {
      if (!isReady || !isHere) return;
      const asked = typeof named === "string" && named !== "" ? named : undefined;
      const isNew = asked !== known;
      known = asked;
      if (isNew && asked !== undefined) {
        setView(asked);
        return;
      }
      const wanted = shown === ALL_VIEW ? undefined : shown;
      if (asked === wanted) return;
      known = wanted;
      setParams({ view: wanted }, { replace: true });
    }),
  );
};
