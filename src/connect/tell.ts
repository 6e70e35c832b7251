import type { Context } from "../core/context";
import { rowsOf } from "../core/database";
import type { Fact } from "../core/facts";
import type { FactRow } from "../core/tables";
import { fireSoon } from "../core/timers";
import { read } from "../core/transact";
import { listenersOf } from "./cache";
import { type DeliveryKey, subjectOf } from "./keys";
import { isWanted } from "./rules";
import { insertDeliveries, insertTimers, type Wanted, WEBHOOK } from "./store";

/**
 * Notes every fact of an entry for each endpoint that wants it, once, and starts sending. Orders of
 * the past are not told: an import sends nothing.
 */
export async function tellEndpoints(
  ctx: Context,
  entry: FactRow & { readonly all: readonly Fact[] },
): Promise<void> {
  if (entry.all.some((fact) => fact.isHistory === true)) return;
  const listeners = await listenersOf(ctx);
  const wanted = listeners.flatMap(({ id, types }) =>
    entry.all.flatMap(({ type }, position): Wanted[] =>
      isWanted(types, type) ? [{ endpoint: id, position, type }] : [],
    ),
  );
  if (wanted.length === 0) return;
  // The entry's own time keeps a second run from setting other timers.
  const dueAt = entry.recorded_at;
  const keys = wanted.map((w): DeliveryKey => ({ ...w, fact: entry.id }));
  const written = await read(ctx, [
    insertDeliveries(ctx, entry, wanted),
    insertTimers(ctx, dueAt, keys),
  ]);
  const fresh = rowsOf<DeliveryKey>(written, 0);
  fireSoon(ctx, ...fresh.map((key) => ({ dueAt, subject: subjectOf(key), kind: WEBHOOK })));
}
