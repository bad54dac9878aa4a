import { expect, it, onTestFinished } from "vitest";
import { createAppUpdate } from "#client/app/update.ts";

it("[D-13] a browser that refuses service workers runs the app all the same", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  for (const register of [() => Promise.reject(new DOMException("blocked", "SecurityError")), () => Promise.resolve(undefined)]) {
    const update = createAppUpdate({ register, addEventListener: () => undefined } as unknown as ServiceWorkerContainer);
    await new Promise((resolve) => setImmediate(resolve));
    expect(update.ready()).toBe(false);
  }
  expect(unhandled).toEqual([]);
});
