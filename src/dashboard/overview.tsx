import type { Context } from "../core/context";
import { isDevelopment } from "../core/env";
import { together } from "../core/together";
import { csvOf } from "../lib/csv";
import { programNow } from "../program";
import { contextForVisitor, type ShopRow, shopVisited } from "../shops";
import { html, seeOther } from "../ui/site";
import type { Visit } from "../ui/visit";
import { spanOf } from "./figures";
import { readNumbers } from "./numbers";
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
  const ctx = { ...viewed.ctx, db: together(viewed.ctx.db) };
  const [program, numbers] = await Promise.all([
    programNow(ctx),
    readNumbers(ctx, spanOf(visit.url.searchParams.get("days"))),
  ]);
  const props = { viewed, program, numbers, url: visit.url };
  return html(<OverviewPage {...props} />, { hasForm: true });
}

/** The days that the overview draws, as a table to load. */
export async function loadOverview(visit: Visit): Promise<Response> {
  const viewed = await viewedBy(visit);
  if (!viewed) return seeOther("/sign-in");
  const ctx = { ...viewed.ctx, db: together(viewed.ctx.db) };
  const { days } = await readNumbers(ctx, spanOf(visit.url.searchParams.get("days")));
  return new Response(csvOf(days), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="overview.csv"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function viewedBy(visit: Visit): Promise<Viewed | null> {
  const { ctx, request, url, locale } = visit;
  const session = await sessionOf(ctx, request);
  if (session) {
    const shop = await shopVisited(ctx, session.shop, locale);
    return { ctx: shop, shops: [], isSignedIn: true };
  }
  if (!isDevelopment(ctx.env)) return null;
  const asked = url.searchParams.get("shop");
  const shops = await shopsByUse(ctx, asked);
  const chosen = shops.find(({ id }) => id === asked) ?? shops[0];
  if (!chosen) return null;
  return { ctx: contextForVisitor(ctx, chosen, locale), shops, isSignedIn: false };
}
