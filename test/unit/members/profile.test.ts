import { expect, test } from "vitest";
import {
  EMPTY_PROFILE,
  identifiersOf,
  nameKeys,
  profileFrom,
  profileJson,
  wordsOf,
} from "../../../src/members/profile";

test("the words of a name are folded, without accents", () => {
  expect(wordsOf("Anna-Lena Groß")).toEqual(["anna", "lena", "gross"]);
  expect(wordsOf("Özgür ŞAHİN")).toEqual(["ozgur", "sahin"]);
  expect(wordsOf("Renée d'Arc")).toEqual(["renee", "d", "arc"]);
  expect(wordsOf("王 小明")).toEqual(["王", "小明"]);
  expect(wordsOf(null)).toEqual([]);
  expect(wordsOf(" . ")).toEqual([]);
});

test("a repeated word counts once, and a very long name by its first words", () => {
  expect(wordsOf("Anna Anna")).toEqual(["anna"]);
  expect(wordsOf("a b c d e f g h")).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("a name is found from each of its words on", () => {
  expect(nameKeys("Anna Maria Müller")).toEqual([
    "anna maria muller",
    "maria muller anna",
    "muller anna maria",
  ]);
  expect(nameKeys("Anna")).toEqual(["anna"]);
  expect(nameKeys(null)).toEqual([]);
});

test("identifiers come strongest first, and unusable ones are named", () => {
  expect(identifiersOf({ email: "A@b.de", externalId: "7", phone: "0170" })).toEqual({
    identifiers: [
      { kind: "ext", value: "7" },
      { kind: "email", value: "a@b.de" },
    ],
    unusable: ["phone"],
  });
});

test("a profile keeps only what is set and reads back the same", () => {
  expect(profileJson(EMPTY_PROFILE)).toBe("{}");
  const profile = {
    ...EMPTY_PROFILE,
    name: "Anna",
    identifiers: [{ kind: "ext" as const, value: "7" }],
  };
  expect(profileFrom(profileJson(profile))).toEqual(profile);
  expect(profileFrom(null)).toEqual(EMPTY_PROFILE);
});
