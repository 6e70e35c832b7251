import type { Context, Locale } from "../core/context";
import { firstOf, statement } from "../core/database";
import { read } from "../core/transact";
import { newId } from "../lib/ids";
import { type Program, programOf, programStatement, voiceOf } from "../program";
import { contextForShop, shopWithPrefix } from "../shops";
import { Qr } from "../ui/qr";
import { html, Site } from "../ui/site";
import { isReferralCode, prefixOf, readReferralCode } from "./codes";
import { linkUrl, withRef } from "./link";
import { nowhere } from "./preview";
import { termsFor } from "./terms";

const TEXTS = {
  de: {
    title: "Eine Empfehlung für {you}",
    du: "dich",
    sie: "Sie",
    lead: "Jemand, der gern bei {shop} einkauft, hat an {you} gedacht.",
    join: "Jetzt anmelden",
    shop: "Zu {shop}",
    invalid: "Dieser Link gilt leider nicht mehr, der Weg zu {shop} steht trotzdem offen.",
  },
  en: {
    title: "Recommended to {you}",
    du: "you",
    sie: "you",
    lead: "Somebody who likes to shop at {shop} thought of {you}.",
    join: "Join now",
    shop: "To {shop}",
    invalid: "This link is no longer valid, but the way to {shop} is open all the same.",
  },
} as const;

interface Landed {
  readonly ctx: Context;
  readonly program: Program;
  readonly code: string;
  readonly isValid: boolean;
}

/** What a friend gets, and what whoever recommends; the name of the latter is nobody's business. */
export async function landingPage(
  outer: Context,
  request: Request,
  typed: string,
): Promise<Response> {
  const landed = await landedAt(outer, request, readReferralCode(typed));
  return landed ? page(landed) : nowhere(request);
}

async function landedAt(outer: Context, request: Request, code: string): Promise<Landed | null> {
  const row = await shopWithPrefix(outer.env, prefixOf(code));
  if (!row) return null;
  const around = { registry: outer.registry, later: outer.later, requestId: newId("req") };
  const inner = contextForShop(outer.env, row, around);
  const ctx = { ...inner, locale: localeOf(request) ?? inner.locale, publicUrl: outer.publicUrl };
  const rows = await read(ctx, [
    programStatement(ctx, ctx.now),
    statement(
      `SELECT m.erased_at FROM referral_codes c
       CROSS JOIN members m ON m.shop = c.shop AND m.id = c.member
       WHERE c.shop = ?1 AND c.code = ?2`,
      ctx.shop.id,
      code,
    ),
  ]);
  const program = await programOf(ctx, rows, 0);
  const member = firstOf<{ erased_at: number | null }>(rows, 1);
  const isValid = member !== null && member.erased_at === null && program.parts.referral.isEnabled;
  return { ctx, program, code, isValid };
}

function localeOf(request: Request): Locale | null {
  const asked = new URL(request.url).searchParams.get("locale");
  const wanted = asked ?? request.headers.get("accept-language")?.slice(0, 2).toLowerCase();
  return wanted === "de" || wanted === "en" ? wanted : null;
}

function page({ ctx, program, code, isValid }: Landed): Response {
  const { shop, locale } = ctx;
  const texts = TEXTS[locale];
  const say = (text: string) =>
    text.replace("{you}", () => texts[shop.address]).replace("{shop}", () => shop.name);
  const site = shop.landingUrl ?? shop.homeUrl;
  const address = site && (isValid ? withRef(site, code) : new URL(site).href);
  return html(
    <Site title={`${shop.name}: ${say(texts.title)}`} locale={locale} layout="narrow">
      <h1>{shop.name}</h1>
      <p>{say(isValid ? texts.lead : texts.invalid)}</p>
      {isValid ? (
        <>
          <p>
            <strong>{termsFor("friend", program.parts, voiceOf(ctx))}</strong>
          </p>
          <p>
            <a class="onward" href={`/join/${shop.id}?ref=${code}`}>
              {say(texts.join)}
            </a>
          </p>
        </>
      ) : null}
      {address ? (
        <p>
          <a href={address}>{say(texts.shop)}</a>
        </p>
      ) : null}
    </Site>,
  );
}

/** A link as a QR code, to be printed or shown. Drawn from the code alone; nothing is looked up. */
export function qrPicture(ctx: Context, typed: string): Response {
  const code = readReferralCode(typed);
  if (!isReferralCode(code)) {
    const back = { Location: `/r/${encodeURIComponent(code) || "-"}`, "Cache-Control": "no-store" };
    return new Response(null, { status: 302, headers: back });
  }
  const picture = `${<Qr text={linkUrl(ctx, code)} label={code} />}`;
  return new Response(picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'), {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cache-control": "public, max-age=604800",
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    },
  });
}
