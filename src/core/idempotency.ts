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
    ctx.idempotency?.key ?? null,
  );

export type Earlier =
  | { kind: "none" }
  | { kind: "answer"; answer: Answer }
  /** The answer is rebuilt from the row that the write made. */
  | { kind: "row" };

/** @throws {DomainError} idempotency_key_reused, when the key stood for another request. */
export function earlierAnswer(ctx: Context, row: Row | undefined): Earlier {
  const found = row as AnswerRow | undefined;
  if (!found || !ctx.idempotency) return { kind: "none" };
  if (found.request_hash !== ctx.idempotency.hash) {
    throw new DomainError(
      "idempotency_key_reused",
      "Use a new Idempotency-Key for a request with another path or body.",
    );
  }
  if (found.body === null) return { kind: "row" };
  const body: unknown = JSON.parse(found.body);
  return { kind: "answer", answer: { status: found.status, body, isReplay: true } };
}

export interface Kept {
  readonly status: number;
  /** null where the row that the write made can rebuild it. */
  readonly body: unknown | null;
  /** Whose data the body holds, so that erasing the member erases it. */
  readonly member: string | null;
}

/** Keeps the answer in the same commit as what it tells of; nothing without a key. */
export function keepAnswer(ctx: Context, kept: Kept): Statement[] {
  if (!ctx.idempotency) return [];
  return [
    statement(
      `INSERT INTO answers (shop, credential, key, request_hash, status, body, member, created_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      ctx.shop.id,
      ctx.caller.credential,
      ctx.idempotency.key,
      ctx.idempotency.hash,
      kept.status,
      kept.body === null ? null : JSON.stringify(kept.body),
      kept.member,
      Date.now(),
    ),
  ];
}
