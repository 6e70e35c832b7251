import type { Caller, Context, Locale } from "../core/context";
import { DomainError } from "../core/errors";
import { findShop } from "./store";
import { contextForShop } from "./system";
import type { ShopRow } from "./tables";

/** Somebody at a page of ours: may do what a publishable key may. */
const VISITOR: Caller = {
  credential: "visitor",
  isPublishable: true,
  scopes: new Set(),
  goodwillLimit: 0,
};

/** The context of a page of a shop; `visit` is that of nobody. */
export function contextForVisitor(visit: Context, row: ShopRow, locale: Locale | null): Context {
  const { registry, requestId, later, publicUrl } = visit;
  const context = contextForShop(visit.env, row, { registry, requestId, later });
  return { ...context, caller: VISITOR, publicUrl, locale: locale ?? context.locale };
}

/** @throws {DomainError} not_found */
export async function shopVisited(
  visit: Context,
  shop: string,
  locale: Locale | null,
): Promise<Context> {
  const row = /^shp_[0-9a-z]{26}$/.test(shop) ? await findShop(visit.env, shop) : null;
  if (!row) throw new DomainError("not_found", "There is no such shop.");
  return contextForVisitor(visit, row, locale);
}
