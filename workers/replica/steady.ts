/** What stays with the page while the worker behind it is replaced. */
export interface Steady<Api extends object> {
  /** Stands in for the worker's interface. Calls made while there is none wait for the next one. */
  readonly api: Api;
  /** The worker is gone: unanswered calls are asked again of the next one. */
  readonly lost: () => void;
  /** Takes a worker's interface into use. Live results start again there, and what is remembered is told to it. */
  readonly use: (remote: Api) => void;
}

export interface SteadyOptions {
  /** Calls that answer a handle and go on telling. */
  readonly live?: readonly string[];
  /** Calls of which the last one is told to each new worker. */
  readonly remembered?: readonly string[];
}

type Method = (...given: unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

interface Turn {
  readonly remote: Methods;
  readonly over: Promise<void>;
  readonly end: () => void;
}

/** Names that a promise or a language feature looks for on any object. */
const isForeign = (name: string | symbol): boolean => typeof name === "symbol" || name === "then" || name === "toJSON";

const standIn = (call: (name: string, given: unknown[]) => unknown): object =>
  new Proxy({}, { get: (_, name) => (isForeign(name) ? undefined : (...given: unknown[]) => call(String(name), given)) });

/**
 * Keeps one interface over workers that may die. A call that a dead worker did not answer is asked again: commits name their
 * records and values, so one that was stored already changes nothing the second time.
 */
export const createSteady = <Api extends object>({ live = [], remembered = [] }: SteadyOptions = {}): Steady<Api> => {
  let turn: Turn | null = null;
  let arrived: (next: Turn) => void = () => undefined;
  const arrival = (): Promise<Turn> =>
    new Promise((resolve) => {
      arrived = resolve;
    });
  let next = arrival();
  const followed = new Set<() => void>();
  const memory = new Map<string, unknown[]>();

  const ask = async (work: (remote: Methods) => unknown): Promise<unknown> => {
    for (;;) {
      const mine = turn ?? (await next);
      const answer = await Promise.race([Promise.resolve(work(mine.remote)).then((value) => ({ value })), mine.over]);
      if (answer) return answer.value;
    }
  };

  /** The handle of a live result: whoever holds it need not know that the result has been started anew. */
  const follow = async (name: string, given: unknown[]): Promise<object> => {
    let stopped = false;
    let window: unknown[] | null = null;
    /** Not answered yet: the next worker is asked by itself. */
    let asking = false;
    const begin = async (): Promise<{ readonly handle: Methods }> => {
      asking = true;
      const handle = (await ask((remote) => remote[name]?.(...given))) as Methods;
      asking = false;
      if (stopped) void handle["stop"]?.();
      else if (window) void handle["show"]?.(...window);
      return { handle };
    };
    let started = begin();
    const restart = (): void => {
      if (!asking) started = begin();
    };
    followed.add(restart);
    await started;
    return standIn((word, words) => {
      if (word === "stop") {
        stopped = true;
        followed.delete(restart);
      }
      if (word === "show") window = words;
      return ask(async () => (await started).handle[word]?.(...words));
    });
  };

  const call = (name: string, given: unknown[]): unknown => {
    if (live.includes(name)) return follow(name, given);
    if (remembered.includes(name)) memory.set(name, given);
    return ask((remote) => remote[name]?.(...given));
  };

  return {
    api: standIn(call) as Api,
    lost: () => {
      if (!turn) return;
      const { end } = turn;
      turn = null;
      next = arrival();
      end();
    },
    use: (remote) => {
      let end: () => void = () => undefined;
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      const fresh: Turn = { remote: remote as Methods, over, end };
      turn = fresh;
      for (const [name, given] of memory) void fresh.remote[name]?.(...given);
      for (const restart of followed) restart();
      arrived(fresh);
    },
  };
};
