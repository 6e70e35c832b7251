import type { Context } from "../core/context";
import { DomainError } from "../core/errors";
import { read } from "../core/transact";
import { householdStatements, openHousehold } from "./household";
import { whoIsHousehold } from "./store";
import { householdView } from "./view";

/** A household with its pool as of now. One round trip. @throws {DomainError} not_found */
export async function readHousehold(ctx: Context, id: string) {
  const reading = { ...ctx, isDryRun: true };
  const who = whoIsHousehold(ctx.shop.id, id);
  const rows = await read(reading, householdStatements(reading, who, 0));
  const household = await openHousehold(reading, rows, 0);
  if (!household) throw new DomainError("not_found", "The shop has no such household.");
  return householdView(household);
}
