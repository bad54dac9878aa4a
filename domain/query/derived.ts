import type { DeriveContext, Derived, Row } from "#domain/schema/entity.ts";

type Value = ReturnType<Derived["of"]>;

interface Memory {
  today: string;
  offsetMinutes: number;
  values: WeakMap<Row, { readonly value: Value }>;
  /** It looked at the clock or at another record, so a row's value can change while the row does not. */
  wide: boolean;
}

const memories = new WeakMap<Derived, Memory>();

const memoryOf = (derived: Derived, { today, offsetMinutes }: DeriveContext): Memory => {
  const known = memories.get(derived);
  if (known?.today === today && known.offsetMinutes === offsetMinutes) return known;
  const memory: Memory = { today, offsetMinutes, values: new WeakMap(), wide: known?.wide ?? false };
  memories.set(derived, memory);
  return memory;
};

/** The value of a derived column, remembered per row for as long as nothing but row, day and time zone went into it. */
export const deriveValue = (derived: Derived, row: Row, context: DeriveContext): Value => {
  const memory = memoryOf(derived, context);
  if (memory.wide) return derived.of(row, context);
  const known = memory.values.get(row);
  if (known) return known.value;
  const value = derived.of(row, {
    today: context.today,
    offsetMinutes: context.offsetMinutes,
    get now() {
      memory.wide = true;
      return context.now;
    },
    row: (id) => {
      memory.wide = true;
      return context.row(id);
    },
  });
  if (!memory.wide) memory.values.set(row, { value });
  return value;
};

/** Whether a value was seen to depend on more than its own row and the day. */
export const readsWidely = (derived: Derived): boolean => memories.get(derived)?.wide === true;
