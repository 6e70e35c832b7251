import { type Belonging, renumberedTakes } from "../members";

/** Carts that are held for a member; what was captured is the order's. */
export const checkoutsOfMember: Belonging = {
  table: "checkouts",
  column: "member",
  key: ["id"],
  rows: "x.status = 'held'",
  renumber: (to) => ({ takes: renumberedTakes("takes", to) }),
  held: `SELECT json_array((SELECT w.unit FROM wallets w WHERE w.shop = x.shop
      AND w.member = x.member AND w.unit GLOB 'credit:*'), x.credit, x.hold_until) AS held WHERE x.status = 'held' AND x.credit > 0`,
};
