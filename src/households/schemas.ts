import * as z from "zod";
import { balanceSchema, limits } from "../members";

const instant = z.string().nullable();
const wallet = z.record(z.string(), balanceSchema);
const sums = z.record(z.string(), z.number().int());
export const household = z.object({
  id: z.string(),
  status: z.enum(["open", "closed"]),
  name: z.string().nullable(),
  owner: z.string(),
  wallet,
  members: z.array(
    z.object({
      member: z.string(),
      role: z.enum(["owner", "adult", "child"]),
      limits,
      contributed: sums.describe("Since joining, by unit."),
      drawn: sums,
      joinedAt: instant,
    }),
  ),
  createdAt: instant,
  closedAt: instant,
});
export const answer = z.object({ committed: z.boolean(), household });
export const settled = answer.extend({
  settled: z.array(z.object({ member: z.string(), amounts: sums })),
});
export const moved = z.object({
  committed: z.boolean(),
  move: z.object({
    id: z.string(),
    kind: z.enum(["contribution", "draw"]),
    household: z.string(),
    member: z.string(),
    unit: z.string(),
    amount: z.number().int(),
    createdAt: instant,
  }),
  pool: wallet.describe("The household's."),
  wallet: wallet.describe("The member's."),
});
