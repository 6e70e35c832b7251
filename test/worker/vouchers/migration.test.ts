import { expect, test } from "vitest";
import { env } from "../../world";

/** A migration's statements on tables that only this test has. */
function scratched(file: string): string[] {
  const found = env.TEST_MIGRATIONS.find((m) => m.name.startsWith(file));
  if (!found) throw new Error("no such migration");
  return found.queries.map((sql) => sql.replace(/\b(rewards|vouchers|redemptions)/g, "scratch_$1"));
}

const run = async (queries: readonly string[]) => {
  for (const sql of queries) await env.DB.prepare(sql).run();
};

const FULL = {
  shop: "s",
  code: "A",
  member: "m",
  status: "void",
  reward: "mug",
  effect: '{"kind":"percent","percent":10,"name":{"de":"Tasse","en":"Mug"}}',
  expires_at: 2,
  redeemed_at: 3,
  redeemed_by: "shopify:1",
  replaces: "Z",
  replaced_by: "B",
  reissue_reason: "lost",
  reissue_note: "washed",
  issued_at: 1,
};
const BARE = {
  ...FULL,
  code: "B",
  status: "issued",
  expires_at: null,
  redeemed_at: null,
  redeemed_by: null,
  replaces: null,
  replaced_by: null,
  reissue_reason: null,
  reissue_note: null,
};

test("vouchers of redemptions survive 0007 with every column, and learn who decided them", async () => {
  try {
    await run(scratched("0005"));
    await run([
      `INSERT INTO scratch_redemptions (shop, id, member, reward, status, unit, cost, takes,
         is_counted, program, request_hash, answer, created_at)
       VALUES ('s', 'till:7', 'm', 'mug', 'captured', 'points', 1, '[]', 0, 3, '', '', 1)`,
    ]);
    for (const [row, redemption] of [
      [FULL, "till:7"],
      [BARE, "gone"],
    ] as const) {
      const values = { ...row, redemption };
      const columns = Object.keys(values);
      await env.DB.prepare(
        `INSERT INTO scratch_vouchers (${columns.join(", ")})
         VALUES (${columns.map((_, i) => `?${i + 1}`).join(", ")})`,
      )
        .bind(...Object.values(values))
        .run();
    }
    await run(scratched("0007"));
    const { results } = await env.DB.prepare("SELECT * FROM scratch_vouchers ORDER BY code").all();
    expect(results).toEqual([
      { ...FULL, cause: "redemption:till:7", program: 3 },
      { ...BARE, cause: "redemption:gone", program: 0 },
    ]);
    const stale = env.DB.prepare("UPDATE scratch_vouchers SET status = 'stale'").run();
    await expect(stale).rejects.toThrow("stale_voucher");
  } finally {
    await run(
      ["vouchers_new", "vouchers", "redemptions", "rewards"].map(
        (t) => `DROP TABLE IF EXISTS scratch_${t}`,
      ),
    );
  }
});
