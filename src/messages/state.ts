import type { Context } from "../core/context";
import { type Batch, firstOf, rowsOf, type Statement } from "../core/database";
import { type Decision, transact } from "../core/transact";
import { newId } from "../lib/ids";
import {
  closeMember,
  factOf,
  memberStatementCount,
  memberStatements,
  type Opened,
  opened,
  turnOf,
  whoIs,
} from "../members";
import { lastOrderOf, messageFact, planStatements, pushingOf, timeZoneOf } from "./plan";
import { nextStep, pushesUntil, type Step } from "./rules";
import { type Earlier, messageKey, messageStatement, updateMessage } from "./store";
import type { MessageRow } from "./tables";

/** A message with everything that decides what becomes of it. */
export interface State extends Opened {
  readonly message: MessageRow;
  /** Of `planStatements`. */
  readonly rows: Batch;
  /** `fct_…` for the commit, made before the first try. */
  readonly factId: string;
}

/** Loads a message with its member and decides about it; `otherwise` where there is none. */
export function onMessage(
  ctx: Context,
  id: string,
  otherwise: () => Decision,
  decide: (state: State) => Promise<Decision>,
) {
  const key = messageKey(id);
  const member = key?.member ?? "";
  const who = whoIs(ctx.shop.id, { id: member });
  const first = memberStatementCount(0);
  const factId = newId("fct");
  return transact(ctx, {
    turn: turnOf(ctx.shop.id, { id: member }),
    load: () => [
      ...memberStatements(ctx, { who, spendable: 0 }),
      messageStatement(who, key?.key ?? ""),
      ...planStatements(ctx, who),
    ],
    decide: async (rows) => {
      const message = firstOf<MessageRow>(rows, first);
      if (!message) return otherwise();
      const found = await opened(ctx, rows, 0);
      return decide({ ...found, message, rows: rows.slice(first + 1), factId });
    },
  });
}

export async function stepOf(ctx: Context, state: State): Promise<Step> {
  const { program, member, message, rows } = state;
  const others = rowsOf<Earlier>(rows, 0).filter((m) => m.key !== message.key);
  const lastOrder = lastOrderOf(member) ?? 0;
  return nextStep({
    ...(await pushingOf(ctx, program, member, rows.slice(1), message.purpose)),
    now: ctx.now,
    pushes: pushesUntil(ctx.now, others),
    timeZone: timeZoneOf(ctx, member),
    status: message.status,
    attempts: message.attempts,
    dueAt: message.due_at,
    claimedAt: message.claimed_at,
    hasOrderedSince: message.stops_on_order === 1 && lastOrder > (message.last_order_at ?? 0),
  });
}

export const nothing = (writes: readonly Statement[] = []): Decision => ({
  status: 200,
  body: {},
  writes,
  fact: null,
});

/** The message as it is from now on, with the fact that tells of it if there is one to tell. */
export function changed(ctx: Context, state: State, next: MessageRow, type: string | null) {
  const { member, factId } = state;
  member.writes.push(updateMessage(next));
  if (type === null) return nothing(closeMember(ctx, member));
  const fact = factOf(ctx, member, factId, ctx.now, [messageFact(type, next)]);
  return { ...nothing(closeMember(ctx, member)), fact };
}

/** The message is not going to be pushed, or not again. */
export function closed(ctx: Context, state: State, end: Pick<MessageRow, "status" | "reason">) {
  const wasPushed = end.status === "failed" || end.status === "unconfirmed";
  const channel = wasPushed ? state.message.channel : "inbox";
  const type = end.status === "shown" ? "message_shown" : "message_not_sent";
  return changed(ctx, state, { ...state.message, ...end, channel }, type);
}
