import type { Belonging } from "../members";

/** What a member paid for store credit; one of an id that both know stays where it is. */
export const topUpsOfMember: Belonging = { table: "top_ups", column: "member", key: ["id"] };
