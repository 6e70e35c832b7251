import { test as always } from "vitest";
import { type Call, env, newWorld, type Reply } from "../world";
import type { ApiCall } from "./money";

const isHere = Object.keys(env.WEBHOOKS).length > 0;
if (!isHere) console.log("REGULARS_DATA is not set: tests of real webhooks are skipped.");
/** A test of payloads that are not part of the project. */
export const test = always.skipIf(!isHere);

export const raw = (name: string): string => env.WEBHOOKS[`${name}.json`] ?? "";

/** A shop that counts in the payloads' currency; these are old, so nothing may expire. */
export async function usdShop(): Promise<Call> {
  const { call } = await newWorld({ currency: "USD" });
  await call("PUT /v1/program", { expiry: { policy: "never" } });
  return call;
}

export async function post(call: Call, calls: readonly ApiCall[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const { request, body } of calls) replies.push(await call(request, body));
  return replies;
}

export const points = async (call: Call, ref: string) => {
  const { body } = await call(`GET /v1/members/${ref}/wallet`);
  return body.wallet.points.available + body.wallet.points.pending;
};
