import type { Context } from "../core/context";
import { isDevelopment } from "../core/env";
import { contextForVisitor, type ShopRow, shopVisited } from "../shops";
import { html, seeOther } from "../ui/site";
import type { Visit } from "../ui/visit";
import { OverviewPage } from "./overview-page";
import { sessionOf } from "./session";
import { shopsByUse } from "./shops";

/** Who looks, and at which shop. */
export interface Viewed {
  readonly ctx: Context;
  /** Shops to choose from; none where a session stands for one. */
  readonly shops: readonly ShopRow[];
  readonly isSignedIn: boolean;
}

/** The shop at a glance: open on a developer's machine, elsewhere behind a sign-in. */
export async function showOverview(visit: Visit): Promise<Response> {
  const viewed = await viewedBy(visit);
  if (!viewed) return seeOther("/sign-in");
  return html(<OverviewPage viewed={viewed} url={visit.url} />, { hasForm: true });
}

export async function viewedBy(visit: Visit): Promise<Viewed | null> {
  const { ctx, request, url, locale } = visit;
  const session = await sessionOf(ctx, request);
  if (session) {
    const shop = await shopVisited(ctx, session.shop, locale);
    return { ctx: shop, shops: [], isSignedIn: true };
  }
  if (!isDevelopment(ctx.env)) return null;
  const shops = await shopsByUse(ctx);
  const chosen = shops.find(({ id }) => id === url.searchParams.get("shop")) ?? shops[0];
  if (!chosen) return null;
  return { ctx: contextForVisitor(ctx, chosen, locale), shops, isSignedIn: false };
}
