import { expect, test } from "vitest";
import { claim, codeOf, newClub } from "./friends";

const reasons = (body: { reasons: { code: string }[] }) => body.reasons.map((r) => r.code);

test("an advocate's year is full at the program's limit", async () => {
  const { call } = await newClub({ limitPerYear: 2 });
  const code = await codeOf(call, "anna");
  const friends = ["1@b.de", "2@b.de", "3@b.de"];
  const bodies = [];
  for (const email of friends) bodies.push((await claim(call, code, { email })).body);
  expect(bodies.map((b) => b.status)).toEqual(["claimed", "claimed", "refused"]);
  expect(reasons(bodies[2])).toEqual(["limit_reached"]);
});

test("more claims a day than usual wait for a person, without a voucher", async () => {
  const { call } = await newClub({ reviewAbove: 1 });
  const code = await codeOf(call, "anna");
  expect((await claim(call, code, { email: "1@b.de" })).body.status).toBe("claimed");
  const { body } = await claim(call, code, { email: "2@b.de" });
  expect([body.status, reasons(body), body.voucher]).toEqual([
    "in_review",
    ["too_many_claims"],
    null,
  ]);
  const queue = await call("GET /v1/referrals?status=in_review");
  expect(queue.body.data.map((r: { id: string }) => r.id)).toEqual([body.id]);
});

test("a burst of friends gets past neither the limit nor the review", async () => {
  for (const [referral, kept] of [
    [{ limitPerYear: 3 }, "refused"],
    [{ reviewAbove: 3 }, "in_review"],
  ] as const) {
    const { call } = await newClub(referral);
    const code = await codeOf(call, "anna");
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) => claim(call, code, { email: `${i}@b.de` })),
    );
    const statuses = replies.map((reply) => reply.body.status).sort();
    expect(statuses).toEqual([...Array(3).fill("claimed"), ...Array(7).fill(kept)].sort());
  }
});
