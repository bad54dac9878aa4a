import { describe, expect, it } from "vitest";
import { createSteady } from "#workers/replica/steady.ts";

interface Handle {
  readonly show: (first: number, last: number) => Promise<void>;
  readonly ids: () => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
}

interface Api {
  readonly commit: (value: string) => Promise<string>;
  readonly list: (question: string, call: (answer: string) => void) => Promise<Handle>;
  readonly setLocale: (locale: string) => Promise<void>;
}

/** A worker that writes down what it is asked; one that is silent answers nothing. */
const createWorker = (name: string, silent = false) => {
  const asked: string[] = [];
  const never = new Promise<never>(() => undefined);
  const answer = <T>(value: T): Promise<T> => (silent ? never : Promise.resolve(value));
  const api: Api = {
    commit: (value) => {
      asked.push(`commit ${value}`);
      return answer(`${name} has ${value}`);
    },
    list: (question, call) => {
      asked.push(`list ${question}`);
      call(`${name} on ${question}`);
      return Promise.resolve({
        show: (first, last) => {
          asked.push(`show ${first}-${last}`);
          return answer(undefined);
        },
        ids: () => answer([asked.length]),
        stop: () => {
          asked.push("stop");
          return answer(undefined);
        },
      });
    },
    setLocale: (locale) => {
      asked.push(`locale ${locale}`);
      return answer(undefined);
    },
  };
  return { api, asked };
};

const steadily = () => createSteady<Api>({ live: ["list"], remembered: ["setLocale"] });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("an interface over workers that may die", () => {
  it("[D-16] a call that a dead worker left unanswered is asked again of the next", async () => {
    const steady = steadily();
    const first = createWorker("first", true);
    const second = createWorker("second");
    steady.use(first.api);
    const answer = steady.api.commit("x");
    await turn();
    expect(first.asked).toEqual(["commit x"]);
    steady.lost();
    steady.use(second.api);
    expect(await answer).toBe("second has x");
  });

  it("[D-16] a call made while there is no worker waits for one", async () => {
    const steady = steadily();
    const answer = steady.api.commit("early");
    const only = createWorker("only");
    steady.use(only.api);
    expect(await answer).toBe("only has early");
  });

  it("[D-16] live results start again with the window they showed, unless they were stopped", async () => {
    const steady = steadily();
    const first = createWorker("first");
    const second = createWorker("second");
    const told: string[] = [];
    steady.use(first.api);
    const kept = await steady.api.list("kept", (answer) => told.push(answer));
    const ended = await steady.api.list("ended", (answer) => told.push(answer));
    await kept.show(10, 20);
    await ended.stop();
    steady.lost();
    steady.use(second.api);
    await turn();
    expect(told).toEqual(["first on kept", "first on ended", "second on kept"]);
    expect(second.asked).toEqual(["list kept", "show 10-20"]);
    expect(await kept.ids()).toEqual([2]);
  });

  it("[D-16] [D-20] a live result asked for while there is no worker starts once, and ends when it is stopped", async () => {
    const steady = steadily();
    const first = createWorker("first");
    const early = steady.api.list("early", () => undefined);
    steady.use(first.api);
    await (await early).stop();
    expect(first.asked).toEqual(["list early", "stop"]);
    steady.lost();
    const between = steady.api.list("between", () => undefined);
    const [second, third] = [createWorker("second"), createWorker("third")];
    steady.use(second.api);
    await (await between).show(1, 2);
    expect(second.asked).toEqual(["list between", "show 1-2"]);
    steady.lost();
    steady.use({ ...second.api, list: () => new Promise(() => undefined) });
    steady.lost();
    steady.use(third.api);
    await turn();
    expect(third.asked).toEqual(["list between", "show 1-2"]);
  });

  it("[D-16] a fresh worker is told the language again, and an error stays an error", async () => {
    const steady = steadily();
    const first = createWorker("first");
    const second = createWorker("second");
    steady.use(first.api);
    await steady.api.setLocale("ko");
    steady.lost();
    steady.use({ ...second.api, commit: () => Promise.reject(new Error("no")) });
    expect(second.asked).toEqual(["locale ko"]);
    await expect(steady.api.commit("x")).rejects.toThrow("no");
  });
});
