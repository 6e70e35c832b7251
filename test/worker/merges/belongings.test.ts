import { expect, test } from "vitest";
import { kindOf } from "../../../src/merges/rows";
import { registry } from "../../../src/registry";
import { env } from "../../world";

/** Columns that name a member and do not follow a merge, with the reason. */
const STAYS: Readonly<Record<string, string>> = {
  "aliases.alias": "it is what a merge writes",
  "aliases.root": "it is what a merge writes",
  "answers.member": "a retry is told what it was told; erasing the member erases the alias's too",
  "carried.member": "it is what a merge writes",
  "consents.member": "proof never changes; what counts is noted with the target",
  "counters.member": "added up, and kept for the undoing",
  "facts.member": "the journal never changes; the timeline shows the alias's too",
  "giving.member": "added up, and kept for the undoing",
  "identifiers.member": "passed on by the identifiers of the profile",
  "joins.member": "gone within days; erasing the member deletes the alias's too",
  "lifecycle_changes.member": "made anew from orders",
  "lots.member": "passed on by the ledger",
  "merge_suggestions.member": "shown as long as the two are two",
  "merge_suggestions.other": "shown as long as the two are two",
  "merges.source": "it is what a merge writes",
  "merges.target": "it is what a merge writes",
  "names.member": "a name leads to whoever has it",
  "nudge_plans.member": "the target is looked at anew",
  "plan_examples.member": "a plan tells of the members as they were",
  "progress.member": "counted anew, and kept for the undoing",
  "transfers.member": "the ledger never changes; histories show the alias's too",
  "wallets.member": "passed on by the ledger",
};

/** Names that columns with a member's id have. */
const NAMES = [
  ...["member", "other", "owner", "giver", "receiver", "advocate", "friend"],
  ...["root", "alias", "target", "source"],
];
/** Columns of those names that hold something else. */
const OTHERS = ["orders.source", "refunds.source", "fulfilments.source", "consents.source"];
const ELSE = [...OTHERS, "joins.source", "perk_uses.source", "referrals.source"];

const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
  AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'`;

async function columnsThatNameMembers(): Promise<string[]> {
  const { results } = await env.DB.prepare(TABLES).all<{ name: string }>();
  const columns = await env.DB.batch<{ name: string }>(
    results.map(({ name }) => env.DB.prepare("SELECT name FROM pragma_table_info(?1)").bind(name)),
  );
  return results.flatMap(({ name }, i) =>
    (columns[i]?.results ?? [])
      .filter((column) => NAMES.includes(column.name))
      .map((column) => `${name}.${column.name}`),
  );
}

test("of every column with a member it is known what becomes of it in a merge", async () => {
  const moved = registry.belongings.map(kindOf);
  const known = [...moved, ...Object.keys(STAYS), ...ELSE];
  const found = await columnsThatNameMembers();
  expect(found.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !found.includes(name))).toEqual([]);
  expect(moved.filter((name) => name in STAYS)).toEqual([]);
});
