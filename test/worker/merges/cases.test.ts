import { expect, test } from "vitest";
import { pump } from "../../queue";
import { newWorld, type World } from "../../world";
import { CASES, type Has, type Step } from "./cases";
import { checked } from "./checked";

/** What a member has, under the names that cases use, as far as a case asks. */
async function standing({ call }: World, ref: string, asked: Has): Promise<Has> {
  const read = async (path: string) => (await call(`GET /v1/members/${ref}${path}`)).body;
  const [member, { wallet, causes = [] }] = [await read(""), await read("/wallet")];
  const consents = "consent" in asked ? (await read("/consents")).consents : [];
  const vouchers = "vouchers" in asked ? (await read("/vouchers")).data.length : 0;
  const consent = consents.find((c: { purpose: string }) => c.purpose === "marketing")?.status;
  const { stage, tier, orders } = member;
  const of = (key: string): unknown => {
    const [unit = "", state = "available"] = key.split(".");
    if (!key.startsWith("given:")) return wallet[unit]?.[state] ?? 0;
    return causes.find((c: { cause: string }) => `given:${c.cause}` === key)?.given ?? 0;
  };
  const known: Has = { stage, tier, orders: orders.kept, spent: orders.total, vouchers, consent };
  return Object.fromEntries(Object.keys(asked).map((k) => [k, k in known ? known[k] : of(k)]));
}

const says = async (world: World, ref: string, has: Has, when: string) =>
  expect(await standing(world, ref, has), `${ref}, ${when}`).toEqual(has);

async function take({ call }: World, steps: readonly Step[]): Promise<void> {
  for (const [request, body, status] of steps) {
    const reply = await call(request, body);
    expect(reply.status, `${request} ${JSON.stringify(reply.body)}`).toBe(status);
  }
}

for (const {
  name,
  program = {},
  first,
  merged,
  meanwhile = [],
  later,
  anna,
  bea,
  ...end
} of CASES) {
  test(name, async () => {
    const world = await newWorld();
    const { call } = world;
    expect((await call("PUT /v1/program", program)).status).toBe(201);
    for (const who of ["anna", "bea"]) {
      await call(`PUT /v1/members/ext:${who}`, { email: `${who}@example.com` });
    }
    await take(world, first);
    await take(world, [["POST /v1/members/ext:anna/merge", { id: "m", from: "ext:bea" }, 201]]);
    for (const ref of ["ext:anna", "ext:bea"]) await says(world, ref, merged, "merged");
    await take(world, meanwhile);
    if (later) await says(world, "ext:bea", later, "later");
    expect(await checked(world)).toEqual([]);
    await take(world, [["POST /v1/merges/m/undo", {}, 200]]);
    // Levels are counted anew by timers.
    await pump(world.shop);
    await says(world, "ext:anna", anna, "undone");
    await says(world, "ext:bea", bea, "undone");
    await take(world, end.last ?? []);
    if (end.finally) {
      await says(world, "ext:anna", end.finally.anna, "finally");
      await says(world, "ext:bea", end.finally.bea, "finally");
    }
    expect(await checked(world)).toEqual([]);
  });
}
