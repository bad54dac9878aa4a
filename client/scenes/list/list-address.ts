import { createEffect, on, type Accessor } from "solid-js";
import { createParams, replaceParams, shownPath } from "#client/address/address.ts";
import { isWhose, type Whose } from "#client/query/linked-list.ts";
import { ALL_VIEW } from "#client/query/list-views.ts";

/** Address of the list of a kind within the app. */
export const listHref = (kind: string): string => `/${kind}`;

export interface AddressedList {
  readonly kind: string;
  readonly ready: Accessor<boolean>;
  readonly view: Accessor<string>;
  readonly setView: (view: string) => void;
  /** Opens a tab of everybody's records or the person's own, whatever was typed or filtered there before. */
  readonly openAs: (view: string, whose: Whose) => void;
}

/**
 * `?view=` names the tab, so that a list can be linked to. A new name in the address changes the tab, any other change of the tab
 * changes the address. One effect does both: two would act on each other's leftovers. `&whose=` opens the tab as it comes, and is
 * gone from the address once that is done: what the person changes afterwards stays.
 */
export const linkToAddress = ({ kind, ready, view, setView, openAs }: AddressedList): void => {
  const params = createParams();
  let known: string | undefined;
  createEffect(
    on([ready, () => shownPath() === listHref(kind), () => params().view, view, () => params().whose], ([isReady, isHere, named, shown, whose]) => {
      if (!isReady || !isHere) return;
      if (isWhose(whose) && named !== undefined) {
        known = named === ALL_VIEW ? undefined : named;
        openAs(named, whose);
        replaceParams({ view: known, whose: undefined });
        return;
      }
      const asked = named === "" ? undefined : named;
      const isNew = asked !== known;
      known = asked;
      if (isNew && asked !== undefined) {
        setView(asked);
        return;
      }
      const wanted = shown === ALL_VIEW ? undefined : shown;
      if (asked === wanted) return;
      known = wanted;
      replaceParams({ view: wanted });
    }),
  );
};
