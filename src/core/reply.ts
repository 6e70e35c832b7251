import type { Context as HonoContext } from "hono";
import { failureOf } from "./database";
import { DomainError, ERRORS, type ErrorCode } from "./errors";
import type { App } from "./http";
import type { Answer } from "./idempotency";

/** The answer as JSON, with the headers that say where it comes from. */
export function reply(c: HonoContext<App>, answer: Answer): Response {
  if (answer.isReplay) c.header("Idempotency-Replayed", "true");
  return c.body(JSON.stringify(answer.body), answer.status as 200, {
    "content-type": "application/json; charset=utf-8",
  });
}

/** RFC 9457 problem document of anything that was thrown; bugs are logged and hidden. */
export function problem(c: HonoContext<App>, thrown: unknown): Response {
  const error = asDomainError(thrown);
  if (error.retryAfterSeconds !== undefined) c.header("Retry-After", `${error.retryAfterSeconds}`);
  const body = {
    type: `https://regulars.dev/errors/${error.code}`,
    title: ERRORS[error.code][1],
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId: c.var.requestId,
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
  };
  return c.body(JSON.stringify(body), error.status as 400, {
    "content-type": "application/problem+json; charset=utf-8",
  });
}

export function asDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  const failure = failureOf(thrown);
  const isPassing = failure.kind === "lost" || failure.kind === "overloaded";
  const code: ErrorCode = isPassing ? "busy" : "internal";
  return new DomainError(code, undefined, {
    cause: thrown,
    ...(isPassing ? { retryAfterSeconds: 2 } : {}),
  });
}

/** The code of what was thrown, for the log line. */
export const codeOf = (thrown: unknown): ErrorCode => asDomainError(thrown).code;
