import { type Database, firstOf, rowsOf, statement } from "../core/database";
import { readFrom } from "../core/transact";
import { DAY } from "../lib/time";
import type { DeliveryKey } from "./keys";
import type { DeliveryRow } from "./tables";

/** How long the log of deliveries is kept. */
const KEPT_MS = 30 * DAY;
const PAGE = 500;

/**
 * Deletes a shop's deliveries that are older than 30 days, and all of an endpoint that is gone.
 * Within an endpoint the oldest facts come first, so only what goes is read, and one page more.
 */
export async function deleteOldDeliveries(db: Database, shop: string, now: number): Promise<void> {
  const before = now - KEPT_MS;
  let after = "";
  for (;;) {
    const next = firstOf<{ endpoint: string; is_gone: number }>(
      await readFrom(db, [endpointAfter(shop, after)]),
      0,
    );
    if (!next) return;
    after = next.endpoint;
    const isOld = (row: DeliveryRow) => next.is_gone === 1 || row.created_at < before;
    while (await deletePage(db, shop, after, isOld));
  }
}

const endpointAfter = (shop: string, after: string) =>
  statement(
    `SELECT d.endpoint, NOT EXISTS
       (SELECT 1 FROM webhook_endpoints e WHERE e.shop = ?1 AND e.id = d.endpoint) AS is_gone
     FROM webhook_deliveries d WHERE d.shop = ?1 AND d.endpoint > ?2 ORDER BY d.endpoint LIMIT 1`,
    shop,
    after,
  );

/** Whether the page was full of old ones, so that more may follow. */
async function deletePage(
  db: Database,
  shop: string,
  endpoint: string,
  isOld: (row: DeliveryRow) => boolean,
): Promise<boolean> {
  const page = rowsOf<DeliveryRow>(
    await readFrom(db, [
      statement(
        `SELECT * FROM webhook_deliveries WHERE shop = ?1 AND endpoint = ?2
         ORDER BY fact, position LIMIT ?3`,
        shop,
        endpoint,
        PAGE,
      ),
    ]),
    0,
  );
  const young = page.findIndex((row) => !isOld(row));
  const old = young < 0 ? page : page.slice(0, young);
  const last = old.at(-1);
  if (last) await readFrom(db, [deleteUpTo(shop, last)]);
  return old.length === PAGE;
}

/** One statement, as the platform counts those of a call. */
const deleteUpTo = (shop: string, last: DeliveryKey) =>
  statement(
    `DELETE FROM webhook_deliveries WHERE shop = ?1 AND endpoint = ?2
       AND (fact, position) <= (?3, ?4)`,
    shop,
    last.endpoint,
    last.fact,
    last.position,
  );
