import { describe, expect, it, vi } from "vitest";
import type { Core } from "#workers/replica/core.ts";
import { whenHere } from "#workers/replica/late-code.ts";

const standing = () => {
  let again: () => void = () => undefined;
  const core = { deps: { log: () => undefined, timers: { set: (call: () => void) => (again = call), clear: () => undefined } } } as unknown as Pick<Core, "deps">;
  const stop = vi.fn();
  return { core, live: { stop }, askAgain: () => again() };
};

describe("[D-22] what begins once its code is here", () => {
  it("asks until it comes, and says each time that it did not", async () => {
    const { core, live, askAgain } = standing();
    let there = false;
    const failed = vi.fn();
    const need = async (): Promise<string> => {
      if (!there) throw new Error("no network");
      return "code";
    };
    const begin = vi.fn(() => live);
    const { begun, stop } = whenHere(core, "reports", need, begin, failed);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
    askAgain();
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(2));
    there = true;
    askAgain();
    expect(await begun).toBe(live);
    expect(begin).toHaveBeenCalledExactlyOnceWith("code");
    stop();
    expect(live.stop).toHaveBeenCalledTimes(1);
  });

  it("begins nothing that was stopped before", async () => {
    const { core, live } = standing();
    const begin = vi.fn(() => live);
    const { begun, stop } = whenHere(core, "reports", async () => "code", begin);
    stop();
    expect(await begun).toBeNull();
    expect(begin).not.toHaveBeenCalled();
  });
});
