import type { Context } from "../core/context";
import { isDevelopment, publicUrlOf } from "../core/env";
import { SECOND } from "../lib/time";
import { addressFault } from "./address-rules";
import { type DeliveryError, type Outcome, outcomeOf } from "./rules";
import { type Message, signedHeaders } from "./secret";
import type { EndpointRow } from "./tables";

/** Receivers are to take a message and work later; a slower one counts as failed. */
const PATIENCE_MS = 15 * SECOND;

const failed = (error: DeliveryError): Outcome => ({ status: null, error, retryAfterMs: null });

/** Sends one message, once. Never throws for what the receiver does; reads none of its answer. */
export async function post(
  ctx: Context,
  endpoint: EndpointRow,
  message: Message,
  patienceMs = PATIENCE_MS,
): Promise<Outcome> {
  // A URL that was fine when it was saved may be forbidden by now.
  if (faultOf(ctx, endpoint.url) !== null) return failed("address_refused");
  const signed = await signedHeaders(ctx.env, endpoint, message, Date.now(), ctx.now);
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(endpoint.url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Regulars-Webhooks", ...signed },
      body: message.body,
      redirect: "manual",
      signal,
    });
    // What is not read would hold one of the few connections that a Worker may have.
    await response.body?.cancel();
    return outcomeOf(response.status, response.headers.get("retry-after"), Date.now());
  } catch {
    return failed(signal.aborted ? "timeout" : "unreachable");
  }
}

/** Why nothing is sent to a URL from here; null when it may be. */
export const faultOf = (ctx: Context, url: string) =>
  addressFault(url, {
    isDevelopment: isDevelopment(ctx.env),
    publicUrl: ctx.publicUrl ?? publicUrlOf(ctx.env),
  });
