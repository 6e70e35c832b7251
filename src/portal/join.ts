import { addressHash } from "../consent";
import type { Context } from "../core/context";
import { rowsOf } from "../core/database";
import { fireSoon, insertTimer, type NewTimer } from "../core/timers";
import { transact } from "../core/transact";
import { normalised } from "../members";
import { firstSlotOfDay, JOIN_KEPT_MS, mayMail, slotOf } from "./rules";
import { insertJoin, type JoinKey, requestsSince, subjectOf } from "./store";
import type { JoinRow } from "./tables";

export type Ticked = readonly [purpose: string, locale: string, sentence: string];

export interface JoinRequest {
  readonly email: string;
  readonly name: string;
  readonly ticked: readonly Ticked[];
  readonly source: string | null;
  readonly store: string | null;
  readonly referralCode: string | null;
}

/**
 * Somebody asks to join: a mail asks them back whether it was they. Whether the address is known
 * makes no difference here, so that nobody can find that out.
 *
 * @param request its e-mail address must be one.
 */
export async function requestJoin(ctx: Context, request: JoinRequest): Promise<void> {
  const email = normalised("email", request.email) ?? "";
  const key: JoinKey = { address: await addressHash(ctx.shop.id, email), slot: slotOf(ctx.now) };
  const row: JoinRow = {
    shop: ctx.shop.id,
    ...key,
    email: request.email.trim(),
    name: request.name.trim() || null,
    locale: ctx.locale,
    ticked: JSON.stringify(request.ticked),
    source: request.source,
    store: request.store,
    referral_code: request.referralCode,
    requested_at: ctx.now,
    member: null,
  };
  const mail: NewTimer = { dueAt: ctx.now, subject: subjectOf(key), kind: "join_mail" };
  const end: NewTimer = { ...mail, dueAt: ctx.now + JOIN_KEPT_MS, kind: "join_end" };
  const { body } = await transact(ctx, {
    load: () => [requestsSince(ctx, { ...key, slot: firstSlotOfDay(ctx.now) })],
    decide: ([rows]) => {
      const before = rowsOf<{ requested_at: number }>([rows ?? []], 0);
      const isMailed = mayMail(
        before.map((r) => r.requested_at),
        ctx.now,
      );
      const writes = [insertJoin(row), insertTimer(ctx, mail), insertTimer(ctx, end)];
      return {
        status: 200,
        body: { isMailed },
        writes: isMailed ? writes : [],
        fact: null,
        isRebuiltFromRow: true,
      };
    },
  });
  if ((body as { isMailed: boolean }).isMailed) fireSoon(ctx, mail);
}
