import { expect, test } from "vitest";
import { toIso } from "../../../src/lib/time";
import { dateOf, dayAt } from "../../../src/tiers/days";
import { keyOf, untilOf } from "../../../src/tiers/standing";
import { CASES } from "./cases";
import { ROLLING_CASES } from "./cases-rolling";
import { instant, Member, setOf, ZONE } from "./simulator";

const OFTEN = [{ key: "often", name: { de: "oft", en: "often" }, from: 2, perks: [], entry: [] }];

for (const { name, set, joined, history, expected } of [...CASES, ...ROLLING_CASES]) {
  test(name, () => {
    const levels = set.levels?.length === 0 ? { levels: OFTEN } : {};
    const member = new Member([setOf({ ...set, ...levels })], instant(joined ?? "2019-01-01"));
    const steps = [...history];
    for (const [text, level, until] of expected) {
      const now = instant(text);
      while (steps[0] && instant(steps[0][0]) <= now) {
        const [on, spend, happened = on] = steps.shift() ?? ["", 0];
        member.add(instant(on), instant(happened), spend);
      }
      const [standing] = member.at(now);
      if (!standing) throw new Error("no standing");
      const endsAt = untilOf(standing, ZONE);
      const ends = endsAt === null ? null : dateOf(dayAt(endsAt, ZONE));
      const told = { at: toIso(now), level: keyOf(standing.set, standing.level), until: ends };
      const right = { at: toIso(now), level, until: until === undefined ? ends : until };
      expect(told).toEqual(right);
    }
    expect(steps).toEqual([]);
  });
}
