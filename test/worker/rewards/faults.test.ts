import { expect, test } from "vitest";
import { failing, LOST_MESSAGES } from "../../faults";
import { newWorld, type World } from "../../world";
import { faultsOf, MUG, memberWith, useProgram } from "./points";

const [LOST = ""] = LOST_MESSAGES;

interface Prepared {
  readonly world: World;
  readonly id: string;
  readonly code: string;
}

async function prepared(hold: boolean): Promise<Prepared> {
  const world = await newWorld();
  await useProgram(world.shop, { rewards: [{ ...MUG, stock: 5 }] });
  const member = await memberWith(world, "a", 500);
  const { body } = await world.call("POST /v1/redemptions", { rewardId: "mug", member, hold });
  return { world, id: body.id, code: body.voucher?.code ?? "" };
}

type Step = [name: string, isHeld: boolean, request: (p: Prepared) => string, body: object];

const STEPS: Step[] = [
  ["a capture", true, (p) => `POST /v1/redemptions/${p.id}/capture`, {}],
  ["a release", true, (p) => `POST /v1/redemptions/${p.id}/release`, {}],
  ["a reversal", false, (p) => `POST /v1/redemptions/${p.id}/reverse`, {}],
  ["a voucher's use", false, (p) => `POST /v1/vouchers/${p.code}/redeem`, {}],
  ["a reissue", false, (p) => `POST /v1/vouchers/${p.code}/reissue`, { reason: "lost" }],
];

test.each(STEPS)(
  "%s happens once whenever the connection is lost",
  async (_, isHeld, request, body) => {
    for (const when of ["before", "after"] as const) {
      for (const call of [1, 2]) {
        const p = await prepared(isHeld);
        const env = failing(call, when, LOST);
        const reply = await p.world.call(request(p), body, { env });
        expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
        const vouchers = await p.world.call("GET /v1/members/ext:a/vouchers");
        const open = vouchers.body.data.filter((v: { status: string }) => v.status === "issued");
        expect(open.length).toBeLessThanOrEqual(1);
        expect(await faultsOf(p.world.shop)).toEqual([]);
      }
    }
  },
);
