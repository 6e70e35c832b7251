import { expect, test } from "vitest";
import type { Voice } from "../../../src/core/registry";
import { householdsProgram } from "../../../src/households/program";
import {
  earnedIn,
  isIndebting,
  type OnLeaving,
  shareOnLeaving,
  sharesOnClosing,
} from "../../../src/households/rules";
import { registry } from "../../../src/registry";

/** [contributed, drawn] */
type Stakes = [number, number][];
const stake = ([contributed, drawn]: [number, number]) => ({ contributed, drawn });

test.for<
  [name: string, policy: OnLeaving, pool: number, own: [number, number], of: number, share: number]
>([
  ["300 put in less 100 taken are 200", "own_share", 500, [300, 100], 3, 200],
  ["of 200 one's own only 150 are there", "own_share", 150, [300, 100], 3, 150],
  ["who took more than they put in owes nothing", "own_share", 500, [100, 300], 3, 0],
  ["nothing is taken along", "nothing", 500, [300, 0], 3, 0],
  ["a third of 500 is 166, and 2 stay", "equal", 500, [0, 0], 3, 166],
  ["a pool that is empty has no shares", "own_share", 0, [300, 0], 2, 0],
])("on leaving %s", ([, policy, pool, own, of, share]) => {
  expect(shareOnLeaving(policy, pool, stake(own), of)).toBe(share);
});

test.for<[name: string, policy: OnLeaving, pool: number, stakes: Stakes, shares: number[]]>([
  // Own 100 + 200 = 300 of 350: 50 are nobody's, and the owner's.
  [
    "the rest is the owner's",
    "own_share",
    350,
    [
      [100, 0],
      [300, 100],
    ],
    [150, 200],
  ],
  // Own 100 : 200, there are 100: 33⅓ and 66⅔; the largest remainder is ⅔.
  [
    "what is short is spread",
    "own_share",
    100,
    [
      [100, 0],
      [200, 0],
    ],
    [33, 67],
  ],
  // Own 1 : 1 : 1, there are 2: three remainders of ⅔, the earlier two get 1.
  [
    "of equal remainders the earlier are rounded up",
    "own_share",
    2,
    [
      [1, 0],
      [1, 0],
      [1, 0],
    ],
    [1, 1, 0],
  ],
  [
    "who took too much gets nothing, and owes nothing",
    "own_share",
    50,
    [
      [0, 0],
      [10, 60],
    ],
    [50, 0],
  ],
  [
    "all is the owner's",
    "nothing",
    350,
    [
      [0, 0],
      [300, 0],
    ],
    [350, 0],
  ],
  [
    "100 by 3 are 34, 33 and 33",
    "equal",
    100,
    [
      [0, 0],
      [9, 0],
      [0, 0],
    ],
    [34, 33, 33],
  ],
])("on closing %s", ([, policy, pool, stakes, shares]) => {
  const found = sharesOnClosing(policy, pool, stakes.map(stake));
  expect(found).toEqual(shares);
  expect(found.reduce((a, b) => a + b, 0)).toBe(pool);
});

test.for<[name: string, moved: Record<string, number>, earned: number, indebting: boolean]>([
  ["what is earned at a till", { "issued>pending": 20, "pending>available": 20 }, 20, false],
  ["what was on the way", { "pending>available": 20 }, 20, false],
  ["what pays a debt is not there", { "pending>available": 20, "available>owed": 15 }, 5, false],
  [
    "what another member gave is the member's own",
    { "transferred>pending": 20, "pending>available": 20 },
    0,
    false,
  ],
  ["what came back of a redemption", { "redeemed>available": 20 }, 0, false],
  ["a return beyond the balance", { "available>reversed": 5, "owed>reversed": 15 }, 0, true],
])("%s is told by its flows", ([, moved, earned, indebting]) => {
  expect([earnedIn(moved), isIndebting(moved)]).toEqual([earned, indebting]);
});

test("how a household pools is said in both languages", () => {
  const parts = registry.programSchema.parse({
    households: {
      isAllowed: true,
      contributes: "all",
      limits: [{ per: "month", amount: 500 }],
      onLeaving: "equal",
    },
  });
  const voice = (locale: Voice["locale"]): Voice => ({
    locale,
    address: "sie",
    currency: "EUR",
    timeZone: "Europe/Berlin",
  });
  const said = (["en", "de"] as const).map(
    (locale) => householdsProgram.sentences(parts, voice(locale))[0]?.text,
  );
  expect(said).toEqual([
    "Up to 6 members can pool their points as a household. What they earn goes into the pool. Each of them can take at most 500 points a month from it. Whoever leaves takes an equal share along.",
    "Bis zu 6 Mitglieder können ihre Punkte als Haushalt zusammenlegen. Was sie sammeln, kommt in den gemeinsamen Topf. Daraus kann jedes Mitglied höchstens 500 Punkte im Monat entnehmen. Wer ausscheidet, nimmt einen gleichen Anteil mit.",
  ]);
  expect(householdsProgram.sentences(registry.programSchema.parse({}), voice("de"))).toEqual([]);
});
