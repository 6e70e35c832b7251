import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FACT_TYPES } from "../../../src/connect/fact-types";
import { ERRORS } from "../../../src/core/errors";
import { MOVED } from "../../../src/effects/facts";

const SRC = join(import.meta.dirname, "../../../src");
const source = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith("fact-types.ts"))
  .map((file) => readFileSync(join(SRC, file), "utf8"))
  .join("\n");
const reference = readFileSync("docs/reference/webhooks.md", "utf8");

/** A name of two words or more, as those of facts are and those of messages are not. */
const NAME = /"([a-z]+(?:_[a-z]+)+)"/g;

/** Where the code names the type of a fact: in one, in what makes one, or ahead of it. */
const PLACES = [
  /\btype: ("\w+"|[^,\n]*\? "\w+" : "\w+")/g,
  /\b\w*[fF]act\w*\(\s*((?:[^(),]*\? )?"\w+"(?: : "\w+")?)/g,
  /\bconst type = ([^;]*);/g,
  /\bfactOfOrder\(([^,]*),/g,
  /\bfact: ("\w+")/g,
];

/** Wherever else something is said to have happened, unless it is an error's code. */
const HAPPENED =
  /"((?:message|order|points|redemption|referral|reward|voucher|webhook)_(?:\w+ed|paid|sent|read|shown|held))"/g;
const happened = [...source.matchAll(HAPPENED)]
  .map(([, name = ""]) => name)
  .filter((name) => !(name in ERRORS));

/** Constants that stand for a type, `type: RELEASED`. */
const constants = [...source.matchAll(/\btype(?:: |=== )([A-Z_]+)\b/g)].flatMap(([, name = ""]) =>
  [...source.matchAll(new RegExp(`\\bconst ${name} = ("\\w+")`, "g"))].map(([, text]) => text),
);

/** Types that are put together: a fulfilment's status makes its fact's. */
const FULFILMENTS = ["order_shipped", "order_delivered", "order_collected", "order_served"];

/** Units given or taken are facts by their kind. */
const MOVES = Object.values(MOVED).flatMap((kind) => Object.values(kind));

/** What looks like a fact and is none: an endpoint's test, a warning, a window, … */
const OTHERS = [
  "webhook_test",
  "voucher_mistyped",
  "message_failed",
  "order_returned",
  "calendar_year",
];

const emitted = new Set(
  [
    ...PLACES.flatMap((place) => [...source.matchAll(place)].map(([, text]) => text)),
    ...constants,
  ].flatMap((text = "") => [...text.matchAll(NAME)].map(([, name = ""]) => name)),
);

test("every type of fact that the code emits can be subscribed to, and no other", () => {
  expect(source).toContain("factOfOrder(`order_$" + "{input.status}`");
  const all = [...emitted, ...happened, ...FULFILMENTS, ...MOVES];
  const types = all.filter((type) => !OTHERS.includes(type));
  expect([...new Set(types)].sort()).toEqual(Object.keys(FACT_TYPES));
});

test("the reference lists every type with what it tells of", () => {
  const [, list = ""] = reference.split("## Types");
  const rows = [...list.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, type, text]) => [
    type,
    text,
  ]);
  expect(Object.fromEntries(rows)).toEqual(FACT_TYPES);
});
