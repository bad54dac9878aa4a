/** A key such as records have, one for each number. */
export const keyOf = (number: number): string => (1_700_000_000_000 + number * 86_413).toString(36).padStart(9, "0") + ((number * 2_654_435_761) % 36 ** 7).toString(36).padStart(7, "0");
