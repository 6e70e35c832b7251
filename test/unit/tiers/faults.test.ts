import { expect, test } from "vitest";
import type { ProgramParts } from "../../../src/core/registry";
import { registry } from "../../../src/registry";
import { tierFaults } from "../../../src/tiers/faults";

const level = (key: string, from: number, more: object = {}) => ({
  key,
  name: { de: key, en: key },
  from,
  ...more,
});

const set = (more: object = {}) => ({
  key: "status",
  name: { de: "Status", en: "Status" },
  measure: "spend",
  levels: [level("silver", 100), level("gold", 300)],
  ...more,
});

const perks = [{ key: "refill", name: { de: "Nachfüllen", en: "Refill" } }];

function faultsOf(...tiers: object[]): string[] {
  const parts: ProgramParts = registry.programSchema.parse({ tiers, perks });
  return tierFaults(parts).map(({ path, message }) => `${path.join("/")}: ${message}`);
}

test("a plain set has no faults, and neither has one with everything", () => {
  expect(faultsOf(set())).toEqual([]);
  const gold = level("gold", 300, {
    perks: ["refill"],
    entry: [
      { type: "points", amount: 5 },
      { type: "perk", perk: "refill" },
    ],
    expiry: { policy: "never" },
  });
  const rich = {
    levels: [level("silver", 100), gold],
    window: { type: "rolling", length: "P12M" },
    downgrade: "one_step",
    grace: "P3M",
  };
  expect(
    faultsOf(set(rich), set({ key: "points", measure: "points", levels: [level("fan", 1)] })),
  ).toEqual([]);
});

test("keys are told once: sets among each other, levels in the whole program", () => {
  expect(faultsOf(set(), set({ levels: [level("bronze", 1)] }))).toEqual([
    "tiers/1/key: The key is used twice.",
  ]);
  expect(faultsOf(set(), set({ key: "club", levels: [level("gold", 1)] }))).toEqual([
    "tiers/1/levels/0/key: Another level has this key.",
  ]);
  expect(faultsOf(set({ levels: [level("gold", 1), level("gold", 2)] }))).toEqual([
    "tiers/0/levels/1/key: Another level has this key.",
  ]);
});

test("each level asks for more than the one before", () => {
  expect(faultsOf(set({ levels: [level("a", 5), level("b", 5), level("c", 4)] }))).toEqual([
    "tiers/0/levels/1/from: It must be higher than that of the level before.",
    "tiers/0/levels/2/from: It must be higher than that of the level before.",
  ]);
});

test("units and perks must be there", () => {
  expect(faultsOf(set({ measure: "points", unit: "stars" }))).toEqual([
    "tiers/0/unit: The program has no such unit.",
  ]);
  // The unit of another measure is not asked for.
  expect(faultsOf(set({ unit: "stars" }))).toEqual([]);
  const more = {
    perks: ["refill", "lounge", "refill"],
    entry: [
      { type: "points", unit: "stars", amount: 5 },
      { type: "perk", perk: "lounge" },
    ],
  };
  expect(faultsOf(set({ levels: [level("gold", 1, more)] }))).toEqual([
    "tiers/0/levels/0/perks/1: The program has no such perk.",
    "tiers/0/levels/0/perks/2: The perk is named twice.",
    "tiers/0/levels/0/entry/0/unit: The program has no such unit.",
    "tiers/0/levels/0/entry/1/perk: The program has no such perk.",
  ]);
});

test("windows and graces last whole days, and not for ever", () => {
  const rolling = (length: string) => faultsOf(set({ window: { type: "rolling", length } }));
  expect(rolling("P0D")).toEqual(["tiers/0/window/length: It must last a day or longer."]);
  expect(rolling("PT36H")).toEqual(["tiers/0/window/length: Tiers count whole days."]);
  expect(rolling("P11Y")).toEqual(["tiers/0/window/length: It may last ten years at most."]);
  expect(rolling("P10Y")).toEqual([]);
  const yearly = { window: { type: "calendar_year" } };
  expect(faultsOf(set({ ...yearly, grace: "P121M" }))).toEqual([
    "tiers/0/grace: It may last ten years at most.",
  ]);
  expect(faultsOf(set({ ...yearly, grace: "P1DT1H" }))).toEqual([
    "tiers/0/grace: Tiers count whole days.",
  ]);
});

test("what is counted over a lifetime falls neither by steps nor after a grace", () => {
  const message = "What is counted over a lifetime is never lost by time.";
  expect(faultsOf(set({ downgrade: "one_step" }))).toEqual([`tiers/0/downgrade: ${message}`]);
  expect(faultsOf(set({ grace: "P1D" }))).toEqual([`tiers/0/grace: ${message}`]);
  expect(faultsOf(set({ downgrade: "never" }))).toEqual([]);
});
