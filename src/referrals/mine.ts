import type { Context, Locale } from "../core/context";
import { failureOf, openDatabase, rowsOf, type Statement, statement } from "../core/database";
import { shardNamed } from "../core/env";
import { DomainError } from "../core/errors";
import { read, transact } from "../core/transact";
import type { Who } from "../ledger";
import { parseRef, profileFrom, type SummaryPart, whoIs } from "../members";
import { type Program, programOf, programStatement, voiceOf } from "../program";
import { claimPrefix, forgetKeys } from "../shops";
import { newPrefix, newReferralCode } from "./codes";
import { linkUrl, shopLinkOf } from "./link";
import { publishCode, publishShop } from "./publish";
import type { ReferralCodeRow } from "./tables";
import { shareText, termsFor } from "./terms";

interface MemberOfCode {
  readonly id: string;
  readonly profile: string | null;
  readonly erased_at: number | null;
}

type CodeWithCounts = Pick<ReferralCodeRow, "code" | "clicks"> & {
  readonly claimed: number;
  readonly rewarded: number;
};

/** A member's code with what came of it. */
const codeStatement = (who: Who): Statement =>
  statement(
    `SELECT c.code, c.clicks,
       (SELECT count(*) FROM referrals r WHERE r.shop = c.shop AND r.advocate = c.member
          AND r.status NOT IN ('refused', 'reversed')) AS claimed,
       (SELECT count(*) FROM referrals r WHERE r.shop = c.shop AND r.advocate = c.member
          AND r.status = 'rewarded') AS rewarded
     FROM referral_codes c WHERE c.shop = ?1 AND c.member = ${who.sql}`,
    ...who.params,
  );

/**
 * A member's own code, link and counts. The first call makes the code, and two at once make the
 * same; from then on it is one round trip.
 *
 * @throws {DomainError} not_found, member_erased
 */
export async function readReferral(ctx: Context, ref: string) {
  const who = whoIs(ctx.shop.id, parseRef(ref));
  const rows = await read(ctx, [
    statement(
      `SELECT id, profile, erased_at FROM members WHERE shop = ?1 AND id = ${who.sql}`,
      ...who.params,
    ),
    codeStatement(who),
    programStatement(ctx, ctx.now),
  ]);
  const member = rowsOf<MemberOfCode>(rows, 0)[0];
  if (!member) throw new DomainError("not_found", "The shop has no such member.");
  if (member.erased_at !== null) throw new DomainError("member_erased");
  const program = await programOf(ctx, rows, 2);
  const known = rowsOf<CodeWithCounts>(rows, 1)[0];
  const code = known ?? (await makeCode(ctx, program, member.id));
  return referralAnswer(ctx, program, code, profileFrom(member.profile).locale);
}

/** More than enough where a code in a million is taken. */
const CANDIDATES = 5;

async function makeCode(ctx: Context, program: Program, member: string): Promise<CodeWithCounts> {
  const prefix = ctx.shop.codePrefix ?? (await prefixFor(ctx));
  const candidates = Array.from({ length: CANDIDATES }, () => newReferralCode(prefix));
  const { id: shop } = ctx.shop;
  // A read may be served by a replica; what is to be written is decided on the primary.
  const primary = {
    ...ctx,
    db: openDatabase(shardNamed(ctx.env, ctx.shop.shard), "first-primary"),
  };
  const made = await transact(primary, {
    turn: `${shop} ${member}`,
    load: () => [
      codeStatement({ sql: "?2", params: [shop, member] }),
      statement(
        `SELECT c.code FROM json_each(?2) g
         CROSS JOIN referral_codes c ON c.shop = ?1 AND c.code = g.value`,
        shop,
        JSON.stringify(candidates),
      ),
    ],
    decide: (rows) => {
      const earlier = rowsOf<CodeWithCounts>(rows, 0)[0];
      if (earlier) return { status: 200, body: earlier, writes: [], fact: null };
      const taken = rowsOf<{ code: string }>(rows, 1).map((row) => row.code);
      const code = candidates.find((candidate) => !taken.includes(candidate));
      if (!code) throw new Error("every candidate for a code is taken");
      const body: CodeWithCounts = { code, clicks: 0, claimed: 0, rewarded: 0 };
      return { status: 200, body, writes: [insertCode(ctx, code, member)], fact: null };
    },
  });
  const code = made.body as CodeWithCounts;
  publish(ctx, program, prefix, code.code);
  return code;
}

const insertCode = (ctx: Context, code: string, member: string): Statement =>
  statement(
    "INSERT INTO referral_codes (shop, code, member, clicks, created_at) VALUES (?1, ?2, ?3, 0, ?4)",
    ctx.shop.id,
    code,
    member,
    ctx.now,
  );

/** Tells KV after the answer; what is lost here the first visit repairs. */
function publish(ctx: Context, program: Program, prefix: string, code: string): void {
  const link = shopLinkOf(ctx.shop, program.parts, ctx.now);
  const isFirst = ctx.shop.codePrefix === null;
  const writes = [
    publishCode(ctx.env, link, code),
    ...(isFirst ? [publishShop(ctx.env, prefix, link)] : []),
  ];
  for (const write of writes) ctx.later(write.catch(() => undefined));
}

const MOST_DRAWS = 20;

/** The shop's own first signs, drawn with its first code. Another shop may have drawn the same. */
async function prefixFor(ctx: Context): Promise<string> {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    try {
      const prefix = await claimPrefix(ctx.env, ctx.shop.id, newPrefix());
      forgetKeys();
      if (prefix === null) throw new DomainError("not_found");
      return prefix;
    } catch (error) {
      if (failureOf(error).kind !== "conflict") throw error;
    }
  }
  throw new Error("no prefix is left for the shop");
}

function referralAnswer(
  ctx: Context,
  { parts }: Program,
  { code, clicks, claimed, rewarded }: CodeWithCounts,
  locale: Locale | null,
) {
  const url = linkUrl(ctx, code);
  const share = (of: Locale) => shareText(parts, voiceOf(ctx, of), ctx.shop.name, url);
  return {
    code,
    url,
    qrUrl: `${url}/qr.svg`,
    counts: { clicks, claimed, rewarded },
    isEnabled: parts.referral.isEnabled,
    terms: parts.referral.isEnabled
      ? termsFor("advocate", parts, voiceOf(ctx, locale ?? ctx.locale))
      : null,
    shareTexts: { de: share("de"), en: share("en") },
  };
}

/** Code and counts for the person at the desk; null while the member has none. */
export const referralSummary: SummaryPart = {
  statements: 1,
  load: (who) => [codeStatement(who)],
  view: (rows) => {
    const found = rowsOf<CodeWithCounts>(rows, 0)[0];
    if (!found) return { referral: null };
    const { code, ...counts } = found;
    return { referral: { code, counts } };
  },
};
