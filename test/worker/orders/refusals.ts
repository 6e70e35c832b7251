import { expect } from "vitest";
import { order } from "../../orders";
import { rowsOfShop } from "../../rows";
import { newWorld } from "../../world";
import { MUG } from "../rewards/points";

/*
 * Whatever is sent gets a clear refusal with a code and a pointer, or is taken where it should be;
 * nothing fails on our side, and nothing is half-written.
 */

export type Refusal = readonly [name: string, body: unknown, code: string, pointer?: string];

export const line = (more: object = {}) => ({ id: "1", quantity: 1, total: 3000, ...more });
const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
export const raw = (text: string) => ({ raw: text });
const isRaw = (body: unknown): body is { raw: string } =>
  typeof body === "object" && body !== null && "raw" in body;
export const INVALID = "invalid_body";

/** A shop with an order, a guest's order, a member with points and a reward to spend them on. */
export async function shop() {
  const world = await newWorld();
  await world.call("PUT /v1/program", { rewards: [{ ...MUG, cost: { points: 1 } }] });
  await world.call("POST /v1/orders", order("1", "c", { channel: "store" }));
  await world.call("POST /v1/orders", order("guest", null));
  return world;
}

export async function expectRefusals(request: string, refusals: readonly Refusal[]): Promise<void> {
  const { shop: id, call } = await shop();
  const before = await rowsOfShop(id);
  for (const [name, body, code, pointer] of refusals) {
    for (const headers of [{}, { "idempotency-key": name }]) {
      const sent = isRaw(body) ? body.raw : body;
      const { status, body: problem } = await call(request, sent, { headers });
      const told = `${request}, ${name}: ${JSON.stringify(problem).slice(0, 500)}`;
      expect(status, told).toBeGreaterThanOrEqual(400);
      expect(status, told).toBeLessThan(500);
      expect(problem.code, told).toBe(code);
      if (pointer !== undefined) {
        expect(
          problem.errors?.map((e: { pointer: string }) => e.pointer),
          told,
        ).toContain(pointer);
      }
    }
  }
  expect(await rowsOfShop(id)).toEqual(before);
}

/** What no body of any call may be. */
export const ANY_BODY: readonly Refusal[] = [
  ["no JSON", raw("{"), "malformed_json"],
  ["NaN", raw('{"id": NaN}'), "malformed_json"],
  ["a list", raw("[]"), INVALID],
  ["a text", raw('"x"'), INVALID],
  ["a number", raw("1"), INVALID],
  ["null", raw("null"), INVALID],
  ["600 KB", raw(`{"id": "${"x".repeat(600_000)}"}`), "body_too_large"],
  ["100,000 lists deep", raw(deep(100_000)), "malformed_json"],
  [
    "100,000 objects deep",
    raw(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`),
    "malformed_json",
  ],
];
/** Where the fields of a body are known. */
export const KNOWN_FIELDS: readonly Refusal[] = [
  ["an unknown field", { surprise: 1 }, INVALID],
  ["__proto__ as a field", raw('{"__proto__": {"id": "1"}}'), INVALID],
];
