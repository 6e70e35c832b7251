import type { Context } from "../core/context";
import { failureOf, type Statement } from "../core/database";
import { type Answer, earlierAnswer, findAnswer, keepAnswer } from "../core/idempotency";
import { read, transact } from "../core/transact";
import { homeOf } from "./store";

/**
 * Answers once for an `Idempotency-Key` what changes the home database, which is no part of the
 * shop's own commits. `act` must bear being done twice: a crash between it and the answer's row
 * lets a retry do it again.
 */
export const once = (ctx: Context, status: number, act: () => Promise<object>): Promise<Answer> =>
  transact(ctx, {
    load: () => [],
    decide: async () => ({ status, body: await act(), writes: [], fact: null }),
  });

export interface Secret {
  /** What is shown this once. */
  readonly body: object;
  /** The same without the secret: all that a replay can tell. */
  readonly kept: object;
  readonly writes: readonly Statement[];
}

/**
 * Makes something with a secret that is shown once. The answer is kept without the secret and
 * before the secret exists, so that a retry neither repeats it nor makes another.
 */
export async function showOnce(ctx: Context, make: () => Promise<Secret>): Promise<Answer> {
  const earlier = await answered(ctx);
  if (earlier) return earlier;
  const secret = await make();
  const first = ctx.idempotency ? await keptFirst(ctx, secret.kept) : null;
  if (first) return first;
  await homeOf(ctx.env).batch(secret.writes);
  return { status: 201, body: secret.body, isReplay: false };
}

/** Keeps the answer; where a retry in parallel came first, its answer. */
async function keptFirst(ctx: Context, body: object): Promise<Answer | null> {
  try {
    await ctx.db.batch(keepAnswer(ctx, { status: 201, body, member: null }));
    return null;
  } catch (error) {
    const first = failureOf(error).kind === "conflict" ? await answered(ctx) : null;
    if (first) return first;
    throw error;
  }
}

async function answered(ctx: Context): Promise<Answer | null> {
  if (!ctx.idempotency) return null;
  const earlier = earlierAnswer(ctx, (await read(ctx, [findAnswer(ctx)]))[0]?.[0]);
  return earlier.kind === "answer" ? earlier.answer : null;
}
