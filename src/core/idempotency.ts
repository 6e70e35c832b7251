import type { Context } from "./context";
import { type Row, type Statement, statement } from "./database";
import { DomainError } from "./errors";

/** What a write answers, and whether it had been answered before. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly isReplay: boolean;
}

interface AnswerRow {
  request_hash: string;
  status: number;
  body: string | null;
}

/** Reads the first answer to this key, as the first statement of every write's load. */
export const findAnswer = (ctx: Context): Statement =>
  statement(
    "SELECT request_hash, status, body FROM answers WHERE shop = ?1 AND credential = ?2 AND key = ?3",
    ctx.shop.id,
    ctx.caller.credential,
    ctx.answerKey?.key ?? null,
  );

export type Earlier =
  | { kind: "none" }
  | { kind: "answer"; answer: Answer }
  /** The answer is rebuilt from the row that the write made. */
  | { kind: "row" };

/** In place of an answer that told of a member who was erased since. */
const ERASED = "null";

/**
 * Erases answers that were kept.
 *
 * @param whose SQL of the members whom they are kept for; `?1` is the shop.
 * @param which SQL of which of those, by their `body`
 */
export const eraseAnswers = (
  whose: string,
  which: string,
  ...params: readonly string[]
): Statement =>
  statement(
    `UPDATE answers INDEXED BY answers_by_member SET body = '${ERASED}', member = NULL
     WHERE shop = ?1 AND member IN (${whose}) AND body IS NOT NULL AND ${which}`,
    ...params,
  );

/**
 * @throws {DomainError} idempotency_key_reused, when the key stood for another request;
 *   member_erased, when nothing may be told any more, nor done again.
 */
export function earlierAnswer(ctx: Context, row: Row | undefined): Earlier {
  const found = row as AnswerRow | undefined;
  if (!found || !ctx.answerKey) return { kind: "none" };
  if (found.request_hash !== ctx.answerKey.hash) {
    throw new DomainError(
      "idempotency_key_reused",
      "Use a new Idempotency-Key for a request with another path or body.",
    );
  }
  if (found.body === null) return { kind: "row" };
  if (found.body === ERASED) throw new DomainError("member_erased", "What was answered is erased.");
  const body: unknown = JSON.parse(found.body);
  const isReplay = ctx.idempotency !== null;
  const status = isReplay && found.status === 201 ? 200 : found.status;
  return { kind: "answer", answer: { status, body, isReplay } };
}

export interface Kept {
  readonly status: number;
  /** null where the row that the write made can rebuild it. */
  readonly body: unknown | null;
  /** Whose data the body holds, so that erasing the member erases it. */
  readonly member: string | null;
}

/**
 * Keeps the answer in the same commit as what it tells of. Without a key of the caller's it is
 * kept only where no row of the write's own would tell a second attempt that it was made.
 */
export function keepAnswer(ctx: Context, kept: Kept): Statement[] {
  if (!ctx.answerKey || (!ctx.idempotency && kept.body === null)) return [];
  return [
    statement(
      `INSERT INTO answers (shop, credential, key, request_hash, status, body, member, created_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      ctx.shop.id,
      ctx.caller.credential,
      ctx.answerKey.key,
      ctx.answerKey.hash,
      kept.status,
      kept.body === null ? null : JSON.stringify(kept.body),
      kept.member,
      Date.now(),
    ),
  ];
}
