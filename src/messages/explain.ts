import type { Context } from "../core/context";
import { firstOf } from "../core/database";
import { DomainError } from "../core/errors";
import { formatDate, say } from "../core/i18n";
import type { Voice } from "../core/registry";
import { read } from "../core/transact";
import { type Explainer, whoIs } from "../members";
import { voiceOf } from "../program";
import { messageKey, messageStatement } from "./store";
import type { MessageRow } from "./tables";
import { FATES, OTHER_REASON, REASONS, TWICE } from "./texts";

export const messageExplainer: Explainer = { prefix: "msg", explain: explainMessage };

/** Why a message was sent, only shown, or kept back; one round trip. */
async function explainMessage(ctx: Context, id: string) {
  const key = messageKey(id);
  const unknown = new DomainError("not_found", "The shop has no such message.");
  if (!key) throw unknown;
  const rows = await read(ctx, [messageStatement(whoIs(ctx.shop.id, { id: key.member }), key.key)]);
  const row = firstOf<MessageRow>(rows, 0);
  if (!row) throw unknown;
  return {
    id,
    kind: "message",
    member: row.member,
    journey: row.journey,
    status: row.status,
    reason: row.reason,
    programVersion: row.program,
    text: fateText(voiceOf(ctx), ctx.shop.timeZone, row),
  };
}

/** What became of a message in a sentence or two. */
export function fateText(voice: Voice, timeZone: string, row: MessageRow): string {
  const fate = say(FATES[row.status], voice, {
    why: row.reason === null ? "" : whyText(voice, row.reason),
    date: row.sent_at === null ? "" : formatDate(row.sent_at, timeZone, voice.locale),
  });
  return row.status === "sent" && row.attempts > 1 ? `${fate} ${say(TWICE, voice)}` : fate;
}

const whyText = (voice: Voice, reason: string): string =>
  say(REASONS[reason] ?? OTHER_REASON, voice, { reason });
