import type { JSX } from "solid-js";
import { OwnDevices } from "./own-devices.tsx";
import { Passkeys } from "./passkeys.tsx";
import { SecondFactor } from "./second-factor.tsx";

/** How the person comes in besides by password, and where they are. The relay alone knows of it. */
export const WaysIn = (): JSX.Element => (
  <>
    <Passkeys />
    <SecondFactor />
    <OwnDevices />
  </>
);
