/**
 * Writers of one member in this isolate take turns, so that a burst of orders costs each one
 * attempt instead of a dozen lost races. Only speed rests on this: other isolates do not know of
 * it, and the version guard decides. The runtime lets one request wait for another since its flag
 * `handle_cross_request_promise_resolution`, which our compatibility date includes.
 */
const last = new Map<string, Promise<void>>();

/** A request that was cut off never ends its turn: who comes next waits no longer than this. */
const PATIENCE_MS = 2_000;

export async function inTurn<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
  if (key === undefined) return work();
  const before = last.get(key);
  const { promise: mine, resolve: done } = Promise.withResolvers<void>();
  last.set(key, mine);
  try {
    if (before !== undefined) await patiently(before);
    return await work();
  } finally {
    done();
    if (last.get(key) === mine) last.delete(key);
  }
}

async function patiently(turn: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([turn, enough]);
  clearTimeout(timer);
}
