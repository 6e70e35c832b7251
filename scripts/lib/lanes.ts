/**
 * Works through lanes: each lane's items one after the other, so many lanes at a time. The first
 * failure lets what is under way finish, starts nothing more, and is thrown.
 */
export async function inLanes<T>(
  lanes: readonly (readonly T[])[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = lanes.values();
  let failure: { thrown: unknown } | undefined;
  const worker = async () => {
    for (const lane of waiting) {
      for (const item of lane) {
        if (failure) return;
        await work(item);
      }
    }
  };
  const guarded = () =>
    worker().catch((thrown: unknown) => {
      failure ??= { thrown };
    });
  await Promise.all(Array.from({ length: Math.max(1, width) }, guarded));
  if (failure) throw failure.thrown;
}

/** Items by key; lanes and the items in them in the order of their appearance. */
export const lanesBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [
  ...Map.groupBy(items, keyOf).values(),
];
