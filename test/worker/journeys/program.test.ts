import { expect, test } from "vitest";
import { newWorld } from "../../world";
import { PROGRAM } from "./shop";

const check = async (journeys: object) => {
  const { call } = await newWorld();
  const { body } = await call("POST /v1/program/check", { journeys });
  return body as { valid: boolean; errors: { pointer: string; detail: string }[] };
};

const voucher = PROGRAM.journeys.winBack.voucher;

const refused: [string, object, string][] = [
  ["one notice only", { pointsExpiring: { noticeBefore: ["P7D"] } }, "/noticeBefore"],
  ["no days", { pointsExpiring: { noticeBefore: ["P1M", "P7D"] } }, "/noticeBefore/0"],
  ["a notice twice", { pointsExpiring: { noticeBefore: ["P7D", "P7D"] } }, "/noticeBefore/1"],
  ["a voucher of no time", { winBack: { voucher: { ...voucher, validFor: "P0D" } } }, "/validFor"],
  ["everybody held out", { pointsFree: { holdoutPercent: 100 } }, "/holdoutPercent"],
  ["a broken text", { pointsFree: { text: { en: { body: "{{ amount" } } } }, "/text/en/body"],
  ["an unknown value", { winBack: { text: { de: { subject: "{{ x }}" } } } }, "/text/de/subject"],
];

test.for(refused)("a program is refused with a pointer: %s", async ([, journeys, pointer]) => {
  const { valid, errors } = await check(journeys);
  expect(valid).toBe(false);
  expect(errors.map((e) => e.pointer).join()).toContain(pointer);
});

test("a text of the shop's own may use what the journey knows", async () => {
  const text = { de: { subject: "{{ name }}: {{ voucherDe }}, {{ code }}" } };
  expect((await check({ winBack: { text } })).errors).toEqual([]);
  const body = "{{ amount | points: unit }} bis {{ expiresAt | last_day }}, {{ rewardDe }}";
  expect((await check({ pointsExpiring: { text: { de: { body } } } })).errors).toEqual([]);
});

test("the journeys are read out", async () => {
  const { call } = await newWorld();
  await call("PUT /v1/program", PROGRAM);
  const say = async (locale: string) => {
    const { body } = await call(`GET /v1/program/sentences?locale=${locale}`);
    return body.data
      .filter((s: { ruleId: string }) => s.ruleId.startsWith("journeys."))
      .map((s: { text: string }) => s.text);
  };
  expect(await say("de")).toEqual([
    "Bleiben Sie länger weg als sonst, schenken wir Ihnen vielleicht einen Gutschein: 10 % auf alles.",
    "Bevor Punkte verfallen, sagen wir Ihnen Bescheid: 30 Tage und 7 Tage vorher.",
    "Sobald Sie Punkte einlösen können, die noch unterwegs waren, sagen wir Ihnen Bescheid.",
  ]);
  expect(await say("en")).toEqual([
    "If you stay away longer than usual, we may send you a voucher: 10% off everything.",
    "Before points expire, we tell you: 30 days and 7 days ahead.",
    "When points that were on the way can be spent, we tell you.",
  ]);
});
