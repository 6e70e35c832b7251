import type { Context } from "./context";
import { type Batch, busy, type Database, failureOf, type Statement } from "./database";
import { DomainError, isErrorCode, LoadMore } from "./errors";
import { dispatch, type FactEntry, factWrites } from "./facts";
import { type Answer, earlierAnswer, findAnswer, keepAnswer } from "./idempotency";
import { inTurn } from "./turns";

/** What `decide` came to: an answer, and the writes that make it true. */
export interface Decision {
  readonly status: number;
  readonly body: object;
  readonly writes: readonly Statement[];
  /** None where nothing happened that others may want to know. */
  readonly fact: FactEntry | null;
  /** Of other members whom the same commit changes, each with a row of its own in the journal. */
  readonly otherFacts?: readonly FactEntry[];
  /** Keep a pointer instead of the body: a row that `writes` makes can rebuild it. */
  readonly isRebuiltFromRow?: boolean;
  /** The answer repeats an earlier one; nothing is written. */
  readonly isReplay?: boolean;
  readonly member?: string | null;
}

export interface Work {
  /** Writes of the same turn do not race each other in this isolate: names the member. */
  readonly turn?: string;
  /** One batch that reads everything `decide` needs. `width` grows when it asked for more lots. */
  load(width: number): readonly Statement[];
  /** Pure but for program versions, which it may fetch where no cache is warm. */
  decide(loaded: Batch, width: number): Decision | Promise<Decision>;
}

/** Something due has to be settled in a commit of its own first, as there is too much of it. */
export class SettleFirst extends Error {
  readonly settle: Decision;
  constructor(settle: Decision) {
    super("settle first");
    this.settle = settle;
  }
}

const MAX_ATTEMPTS = 25;
const MAX_ELAPSED_MS = 8_000;
const BACKOFF_BASE_MS = 5;
const BACKOFF_CAP_MS = 400;
/** Lots loaded for a spend are multiplied by this when they did not suffice. */
const WIDEN = 16;
/** More lots than any member has; a rule that asks for more goes round in circles. */
const WIDEST = WIDEN ** 3;

/**
 * Load, decide, commit: the way of everything that changes a member. Two round trips an attempt.
 * A lost race or a lost connection loads and decides again, so that the caller is told what is
 * true now, by a proper code, and never "try again" while the database is well.
 *
 * @throws {DomainError} what `decide` refuses; `busy` when retries end or D1 sheds load.
 */
export const transact = (ctx: Context, work: Work): Promise<Answer> =>
  inTurn(ctx.isDryRun ? undefined : work.turn, () => untilCommitted(ctx, work));

async function untilCommitted(ctx: Context, work: Work): Promise<Answer> {
  const startedAt = Date.now();
  let width = 1;
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(ctx, work, width);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (error instanceof LoadMore && width < WIDEST) {
        width *= WIDEN;
        continue;
      }
      await backOff(error, attempt, Date.now() - startedAt);
    }
  }
}

async function attemptOnce(ctx: Context, work: Work, width: number): Promise<Answer> {
  const loaded = await ctx.db.batch([findAnswer(ctx), ...work.load(width)]);
  const earlier = earlierAnswer(ctx, loaded[0]?.[0]);
  if (earlier.kind === "answer") return earlier.answer;
  const decision = await decideOrSettle(ctx, work, loaded.slice(1), width);
  if (decision === null) return attemptOnce(ctx, work, width);
  return finish(ctx, decision);
}

/** null when something was settled, so that the state must be loaded again. */
async function decideOrSettle(
  ctx: Context,
  work: Work,
  loaded: Batch,
  width: number,
): Promise<Decision | null> {
  try {
    return await work.decide(loaded, width);
  } catch (error) {
    if (!(error instanceof SettleFirst) || ctx.isDryRun) throw error;
    await commit(ctx, error.settle, []);
    return null;
  }
}

async function finish(ctx: Context, decision: Decision): Promise<Answer> {
  const { status, body } = decision;
  if (decision.isReplay) return { status: 200, body, isReplay: true };
  if (ctx.isDryRun) return { status: 200, body: { ...body, committed: false }, isReplay: false };
  const kept = decision.isRebuiltFromRow ? null : body;
  await commit(
    ctx,
    decision,
    keepAnswer(ctx, { status, body: kept, member: decision.member ?? null }),
  );
  return { status, body, isReplay: false };
}

async function commit(ctx: Context, decision: Decision, more: readonly Statement[]): Promise<void> {
  const entries = [...(decision.fact ? [decision.fact] : []), ...(decision.otherFacts ?? [])];
  const facts = entries.map((entry) => factWrites(ctx, entry));
  const writes = [...decision.writes, ...more, ...facts.flat()];
  if (writes.length === 0) return;
  const committed = await ctx.db.batch(writes);
  let end = committed.length;
  for (const written of facts.toReversed()) {
    dispatch(ctx, committed.slice(0, end));
    end -= written.length;
  }
}

/** Waits before another attempt, or throws what the caller must be told. */
async function backOff(error: unknown, attempt: number, elapsedMs: number): Promise<void> {
  const failure = failureOf(error);
  if (failure.kind === "bug") throw error;
  if (failure.kind === "too_big") {
    throw new DomainError("too_much_at_once", undefined, { cause: error });
  }
  if (failure.kind === "overloaded") throw busy("The database sheds load.", error);
  if (attempt >= MAX_ATTEMPTS || elapsedMs >= MAX_ELAPSED_MS) {
    if (failure.kind === "conflict" && isErrorCode(failure.constraint)) {
      throw new DomainError(failure.constraint, undefined, { cause: error });
    }
    throw busy("The write did not get through in time.", error);
  }
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling));
}

/** One batch of reads, tried again when the connection was lost. */
export const read = (ctx: Context, statements: readonly Statement[]): Promise<Batch> =>
  readFrom(ctx.db, statements);

/** {@link read} from a database of one's choice, such as the home database. */
export async function readFrom(db: Database, statements: readonly Statement[]): Promise<Batch> {
  const startedAt = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.batch(statements);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      await backOff(error, attempt, Date.now() - startedAt);
    }
  }
}
