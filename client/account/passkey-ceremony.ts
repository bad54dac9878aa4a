import {
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import * as v from "valibot";
import type { PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import { madePasskey, shownPasskey, type MadePasskey, type ShownPasskey } from "#domain/protocol/passkeys.ts";
import { err, ok, type Result } from "#domain/result.ts";
import { askRelay } from "./ask-relay.ts";
import { createPasskeySignIn, type PasskeyQuestions, type PasskeySignIn, type PasskeySignInDeps } from "./passkey-sign-in.ts";

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

/** What the relay asks the browser; the browser itself reads what is in it. */
export const makingOptions = v.object({ options: v.custom<PublicKeyCredentialCreationOptionsJSON>(isObject) });
const showingOptions = v.object({ attempt: v.string(), options: v.custom<PublicKeyCredentialRequestOptionsJSON>(isObject) });

const problemOf = (error: unknown, given: "PasskeyCancelled" | "PasskeyNotMade"): PasskeyProblem => {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return { type: given };
  return { type: name === "InvalidStateError" ? "PasskeyKnown" : "PasskeyUnable" };
};

/** Has the browser make a passkey. */
export const makePasskey = async (optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<Result<MadePasskey, PasskeyProblem>> => {
  try {
    return ok(v.parse(madePasskey, await startRegistration({ optionsJSON })));
  } catch (error) {
    return err(problemOf(error, "PasskeyNotMade"));
  }
};

/** Has the person choose a passkey and show it. */
const showPasskey = async (optionsJSON: PublicKeyCredentialRequestOptionsJSON, useBrowserAutofill: boolean): Promise<Result<ShownPasskey, PasskeyProblem>> => {
  try {
    return ok(v.parse(shownPasskey, await startAuthentication({ optionsJSON, useBrowserAutofill })));
  } catch (error) {
    return err(problemOf(error, "PasskeyCancelled"));
  }
};

export const stopAsking = (): void => WebAuthnAbortService.cancelCeremony();

const questions: PasskeyQuestions<PublicKeyCredentialRequestOptionsJSON> = {
  ask: () => askRelay(showingOptions, "POST", "/api/session/passkey"),
  show: showPasskey,
  stop: stopAsking,
};

export const signInHere = (page: Omit<PasskeySignInDeps<PublicKeyCredentialRequestOptionsJSON>, "questions">): PasskeySignIn => createPasskeySignIn({ questions, ...page });
