/** Numbers by name; one that is 0 is left out. */
export type Numbers = Record<string, number>;

/** Numbers by day, month or quarter. */
export type Sums = Map<string, Numbers>;

export function addTo(numbers: Numbers, key: string, by: number): void {
  const sum = (numbers[key] ?? 0) + by;
  if (sum === 0) delete numbers[key];
  else numbers[key] = sum;
}

export function addNumber(sums: Sums, period: string, key: string, by: number): void {
  const numbers = sums.get(period) ?? {};
  addTo(numbers, key, by);
  sums.set(period, numbers);
}

/** Both together, as numbers of their own. */
export function plus(a: Numbers, b: Numbers, times = 1): Numbers {
  const sum = { ...a };
  for (const [key, by] of Object.entries(b)) addTo(sum, key, by * times);
  return sum;
}

/** Numbers as JSON keeps them, by sorted names: equal numbers are equal texts. */
export const numbersJson = (numbers: Numbers): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(numbers)
        .filter(([, n]) => n !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

export const numbersFrom = (json: string | undefined): Numbers =>
  JSON.parse(json ?? "{}") as Numbers;
