/** A disk that its user can be cut off from: after `die` no call of the dead user comes back, as when its process is killed. */
export interface Mortal<T> {
  readonly disk: T;
  readonly die: () => void;
  /** Resolves when the user is dead, for those who wait for an answer that will never come. */
  readonly death: Promise<null>;
  /** Dies by itself at the n-th writing call from now: `before` it reaches the disk, or `after`, before its answer is heard. */
  readonly dieAtWrite: (count: number, when: "before" | "after", then: () => void) => void;
}

type Method = (...values: readonly unknown[]) => unknown;

const never = (): Promise<never> => new Promise(() => undefined);

/** Wraps a storage's methods; `writes` names those that change it. */
export const mortal = <T extends object>(storage: T, writes: ReadonlySet<string>): Mortal<T> => {
  let dead = false;
  let left = Number.POSITIVE_INFINITY;
  let moment: "before" | "after" = "before";
  let then: () => void = () => undefined;

  let tell: (dead: null) => void = () => undefined;
  const death = new Promise<null>((resolve) => {
    tell = resolve;
  });

  const die = (): void => {
    dead = true;
    tell(null);
  };

  const call = async (name: string, method: Method, values: readonly unknown[]): Promise<unknown> => {
    if (dead) return never();
    if (!writes.has(name)) {
      const value = await method(...values);
      return dead ? never() : value;
    }
    left -= 1;
    const last = left <= 0;
    if (last && moment === "before") {
      die();
      then();
      return never();
    }
    const value = await method(...values);
    if (last) {
      die();
      then();
    }
    return dead ? never() : value;
  };

  const disk = new Proxy(storage, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== "function") return method;
      if (name === "onLost" || name === "close") return method;
      return (...values: readonly unknown[]) => call(String(name), method.bind(target) as Method, values);
    },
  });

  return {
    disk,
    die,
    death,
    dieAtWrite: (count, when, after) => {
      left = count;
      moment = when;
      then = after;
    },
  };
};
