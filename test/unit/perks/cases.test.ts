import { expect, test } from "vitest";
import { fill, settle } from "../../../src/ledger";
import { NEVER, toIso } from "../../../src/lib/time";
import type { Counts } from "../../../src/members";
import { countedBy, perkRule, standingOf } from "../../../src/perks/rules";
import { registry } from "../../../src/registry";
import { newBook } from "../ledger/book";
import { CASES, type PerkCase } from "./cases";

const time = (iso: string | undefined, otherwise: number) =>
  iso === undefined ? otherwise : Date.parse(iso);

function stateOf(example: PerkCase) {
  const at = time(example.at, Date.parse("2026-03-01T10:00:00Z"));
  const name = { de: "Refill", en: "Refill" };
  const { perks } = registry.programSchema.parse({
    perks: [{ key: "refill", name, ...example.perk }],
  });
  const [perk] = perks;
  if (!perk) throw new Error("no perk");
  const book = newBook(at);
  for (const { left, from, until } of example.grants ?? []) {
    fill(book, {
      unit: "perk:refill",
      amount: left,
      activatesAt: time(from, at),
      expiresAt: time(until, NEVER),
      from: "issued",
      entry: { reason: "earn", cause: `order:web:${from}:${until}` },
    });
  }
  settle(book);
  const tiers = (example.tiers ?? []).map(({ level, since, until }) => ({
    perk: "refill",
    level,
    since: Date.parse(since),
    tenure: Date.parse(since),
    until: until === undefined ? null : Date.parse(until),
  }));
  const counts: Counts = (rule, period) => {
    const level = /@(.*):/.exec(rule)?.[1];
    const times = level === undefined ? example.used?.[period] : example.usedOfLevel?.[level];
    return { amount: 0, times: times ?? 0, lastAt: null };
  };
  const usedUpUntil = example.usedUpUntil === undefined ? null : Date.parse(example.usedUpUntil);
  return {
    perk,
    tiers,
    lots: [...book.lots.values()],
    usedUpUntil,
    counts,
    at,
    timeZone: "Europe/Berlin",
  };
}

test.each(CASES)("$name", (example) => {
  const standing = standingOf(stateOf(example));
  expect({
    ...standing,
    source: standing.source?.kind ?? null,
    from: toIso(standing.from),
    until: toIso(standing.until),
    again: toIso(standing.availableAgainAt),
  }).toMatchObject(example.expected);
});

test("a use is counted by the perk's limits, and by the level that has only so many", () => {
  const state = stateOf({
    name: "",
    perk: {
      total: 3,
      limits: [
        { per: "day", times: 1 },
        { per: "week", times: 2 },
      ],
    },
    tiers: [{ level: "gold", since: "2026-01-01T00:00:00Z" }],
    expected: {},
  });
  const { source } = standingOf(state);
  if (!source) throw new Error("no source");
  const rule = perkRule("refill");
  expect(countedBy(state, source)).toEqual([
    [rule, "2026-03-01"],
    [rule, "w2026-02-23"],
    [`${rule}@gold:${Date.parse("2026-01-01T00:00:00Z")}`, "all"],
  ]);
});
