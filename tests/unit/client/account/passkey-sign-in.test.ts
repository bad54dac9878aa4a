import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPasskeySignIn, type PasskeyQuestions } from "#client/account/passkey-sign-in.ts";
import type { PasskeyProblem } from "#client/i18n/sign-in-sentence.ts";
import { recordId } from "#domain/id.ts";
import type { ShownPasskey } from "#domain/protocol/passkeys.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Me, SignInProblem } from "#workers/replica/api.ts";

const ANNA: Me = { id: recordId("user", "anna"), name: "Anna" };
const SHOWN: ShownPasskey = { id: "A", rawId: "A", type: "public-key", response: { clientDataJSON: "A", authenticatorData: "A", signature: "A" } };
const CANCELLED = err<PasskeyProblem>({ type: "PasskeyCancelled" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser whose dialogs stay open until the test answers them, numbered as they were asked for. */
const page = () => {
  const shown: { readonly filledIn: boolean; readonly answer: (answer: Result<ShownPasskey, PasskeyProblem>) => void }[] = [];
  const attempts: string[] = [];
  const said: string[] = [];
  let asked = 0;
  let reachable = true;
  let refusal: SignInProblem | null = null;
  const questions: PasskeyQuestions<string> = {
    ask: async () => (reachable ? ok({ attempt: `attempt ${(asked += 1)}`, options: "" }) : err({ type: "Unreachable" })),
    show: (_options, filledIn) => new Promise((answer) => shown.push({ filledIn, answer })),
    stop: () => said.push("stopped"),
  };
  const signIn = createPasskeySignIn({
    questions,
    signIn: async (attempt) => {
      attempts.push(attempt);
      return refusal ? err(refusal) : ok(ANNA);
    },
    onSignedIn: ({ name }) => said.push(name),
    onProblem: ({ type }) => said.push(type),
  });
  return {
    signIn,
    shown,
    attempts,
    said,
    disconnect: () => (reachable = false),
    refuse: (problem: SignInProblem) => (refusal = problem),
    /** Lets everything that can go on go on. */
    settle: () => vi.advanceTimersByTimeAsync(0),
  };
};

it("[A-22] the button's question takes the place of the offered one, whose late answer counts for nothing", async () => {
  const { signIn, shown, attempts, said, settle } = page();
  signIn.offer();
  await settle();
  void signIn.ask();
  await settle();
  expect(shown.map(({ filledIn }) => filledIn)).toEqual([true, false]);
  shown[0]?.answer(ok(SHOWN));
  shown[1]?.answer(ok(SHOWN));
  await settle();
  expect([attempts, said]).toEqual([["attempt 2"], ["Anna"]]);
});

it("[A-22] a dialog that is cancelled says so, and passkeys are offered beside the account's name again", async () => {
  const { signIn, shown, said, settle } = page();
  signIn.offer();
  await settle();
  void signIn.ask();
  await settle();
  shown[0]?.answer(CANCELLED);
  shown[1]?.answer(CANCELLED);
  await settle();
  expect([said, shown.map(({ filledIn }) => filledIn)]).toEqual([["PasskeyCancelled"], [true, false, true]]);
});

it("[A-22] what is offered is asked anew before the relay forgets it, and says nothing when it cannot be", async () => {
  const { signIn, shown, said, settle, disconnect } = page();
  signIn.offer();
  await settle();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(shown).toHaveLength(2);
  disconnect();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect([shown.length, said]).toEqual([2, []]);
  await signIn.ask();
  expect(said).toEqual(["Unreachable"]);
});

it("[A-22] a passkey that the relay turns away is told, and not asked for again by itself", async () => {
  const { signIn, shown, said, settle, refuse } = page();
  refuse({ type: "TurnedAway", code: "unknownPasskey" });
  signIn.offer();
  await settle();
  shown[0]?.answer(ok(SHOWN));
  await settle();
  expect([said, shown.length]).toEqual([["TurnedAway"], 1]);
});

it("[A-22] on a page that is gone nothing is answered, and nothing asked", async () => {
  const { signIn, shown, attempts, said, settle } = page();
  signIn.offer();
  await settle();
  signIn.stop();
  shown[0]?.answer(ok(SHOWN));
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect([attempts, said, shown.length]).toEqual([[], ["stopped"], 1]);
});
