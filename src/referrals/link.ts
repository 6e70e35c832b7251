import type { Address, Context, Locale, Shop } from "../core/context";
import type { ProgramParts } from "../core/registry";
import { durationMs, SECOND } from "../lib/time";

/*
 * What KV holds for the redirect: of a code its target, with the shop's card as metadata, so that
 * one read answers; and of a shop, under its prefix, what stands in while a code is not there.
 */

export const codeKey = (code: string): string => `r:${code}`;
export const shopKey = (prefix: string): string => `shop:${prefix}`;

/** What the answer to a link needs beside its target. */
export interface Card {
  readonly shop: string;
  readonly shard: string;
  /** Percent-encoded in a card, as KV's metadata travels in a header. */
  readonly name: string;
  readonly locale: Locale;
  readonly address: Address;
  readonly picture: string | null;
  /** How long the friend's browser remembers who sent them. */
  readonly windowSeconds: number;
}

export interface ShopLink extends Card {
  readonly landing: string | null;
  readonly home: string | null;
}

export const shopLinkOf = (shop: Shop, parts: ProgramParts, now: number): ShopLink => ({
  shop: shop.id,
  shard: shop.shard,
  name: shop.name,
  locale: shop.locale,
  address: shop.address,
  picture: shop.pictureUrl,
  windowSeconds: Math.floor(
    durationMs(parts.referral.attributionWindow, now, shop.timeZone) / SECOND,
  ),
  landing: shop.landingUrl,
  home: shop.homeUrl,
});

/** KV takes 1,024 bytes; a long name and a long address of a picture may be more together. */
const MAX_METADATA_BYTES = 1_000;
/** More than any preview shows of a name. */
const NAME_SIGNS = 50;

/** The shop's card, without its picture where it does not fit. Nothing but ASCII is in it. */
export function cardOf(link: ShopLink): Card {
  const { landing: _, home: __, name, picture, ...rest } = link;
  const shown = [...name.toWellFormed()].slice(0, NAME_SIGNS).join("");
  const card = {
    ...rest,
    name: encodeURIComponent(shown),
    picture: picture && new URL(picture).href,
  };
  return JSON.stringify(card).length > MAX_METADATA_BYTES ? { ...card, picture: null } : card;
}

/** Where a code leads: the shop's landing page, or ours where the shop has none. */
export function targetOf(link: ShopLink, code: string): string {
  const page = link.landing ?? link.home;
  return page === null ? `/r/${code}?page` : withRef(page, code);
}

/** An address with `ref` in its query, the rest of it untouched. */
export function withRef(address: string, code: string): string {
  const { href } = new URL(address);
  const hashAt = href.indexOf("#");
  const hash = hashAt < 0 ? "" : href.slice(hashAt);
  const [path = "", ...query] = href.slice(0, href.length - hash.length).split("?");
  const others = query
    .join("?")
    .split("&")
    .filter((pair) => pair !== "" && !/^ref(=|$)/.test(pair));
  return `${path}?${[...others, `ref=${code}`].join("&")}${hash}`;
}

/** The address of a member's link; begins where the Worker answers. */
export const linkUrl = (ctx: Pick<Context, "publicUrl">, code: string): string =>
  `${ctx.publicUrl ?? ""}/r/${code}`;
