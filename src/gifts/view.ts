import { toIso } from "../lib/time";
import type { Balance } from "../members";
import type { GiftRow } from "./tables";

/** A gift as it stands; of both members the id alone. */
export const giftView = (row: GiftRow) => ({
  id: row.id,
  status: row.reversed_at === null ? ("given" as const) : ("reversed" as const),
  from: row.giver,
  to: row.receiver,
  unit: row.unit,
  amount: row.amount,
  message: row.message,
  returned: row.returned,
  createdAt: toIso(row.created_at),
  reversedAt: toIso(row.reversed_at),
});

/** What giving answered, whatever became of the gift since; the wallet is the giver's. */
export const givenAnswer = (row: GiftRow) => ({
  committed: true,
  gift: giftView({ ...row, reversed_at: null, returned: null }),
  wallet: JSON.parse(row.wallet) as Record<string, Balance>,
});

/** @param row of a gift that was reversed */
export const reversedAnswer = (row: GiftRow) => ({
  committed: true,
  gift: giftView(row),
  wallet: JSON.parse(row.reversal ?? "{}") as Record<string, Balance>,
});
