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
  const old = page.filter(isOld);
  if (old.length > 0)
    await readFrom(
      db,
      old.map((row) => deleteDelivery(shop, row)),
    );
  return old.length === PAGE;
}

const deleteDelivery = (shop: string, key: DeliveryKey) =>
  statement(
    `DELETE FROM webhook_deliveries WHERE shop = ?1 AND endpoint = ?2 AND fact = ?3
       AND position = ?4`,
    shop,
    key.endpoint,
    key.fact,
    key.position,
  );
