import { Webhook } from "standardwebhooks";
import type { Env } from "../core/env";
import { hmac } from "../lib/hash";
import { secretNumbers } from "./rules";
import type { EndpointRow } from "./tables";

type Signer = Pick<EndpointRow, "shop" | "id">;

/**
 * An endpoint's secret, as Standard Webhooks writes one. It is derived, so that no copy of the
 * database holds it.
 */
export async function secretOf(env: Env, { shop, id }: Signer, number: number): Promise<string> {
  const derived = await hmac(env.SIGNING_SECRET, `webhook ${shop} ${id} ${number}`);
  return `whsec_${btoa(String.fromCharCode(...derived))}`;
}

export interface Message {
  /** `webhook-id`, the same in every attempt. */
  readonly id: string;
  readonly body: string;
}

/** The headers of Standard Webhooks, signed as of `at`: real time, as receivers compare it. */
export async function signedHeaders(
  env: Env,
  endpoint: EndpointRow,
  message: Message,
  at: number,
  now: number,
): Promise<Record<string, string>> {
  const numbers = secretNumbers(endpoint.secret_number, endpoint.rotated_at, now);
  const secrets = await Promise.all(numbers.map((number) => secretOf(env, endpoint, number)));
  const sentAt = new Date(at);
  return {
    "webhook-id": message.id,
    "webhook-timestamp": `${Math.floor(at / 1000)}`,
    "webhook-signature": secrets
      .map((secret) => new Webhook(secret).sign(message.id, sentAt, message.body))
      .join(" "),
  };
}
