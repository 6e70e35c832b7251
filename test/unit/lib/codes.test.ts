import { expect, test } from "vitest";
import { codeFrom, grouped, isWellFormedCode, readCode } from "../../../src/lib/codes";

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Reproducible bytes: the tests fail the same way twice. */
function bytesOf(seed: number, count: number): Uint8Array {
  let state = seed * 2_654_435_761 + 1;
  return Uint8Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 8_388_608);
  });
}

const codes = [6, 8, 10].flatMap((signs) =>
  Array.from({ length: 25 }, (_, seed) => codeFrom(bytesOf(seed + 100 * signs, 60), signs)),
);

test("a code has the asked length and a check sign, and is well-formed", () => {
  expect(new Set(codes.map((c) => c.length))).toEqual(new Set([7, 9, 11]));
  for (const code of codes) expect(isWellFormedCode(code), code).toBe(true);
});

test("every single mistyped sign is caught", () => {
  for (const code of codes) {
    for (let i = 0; i < code.length; i++) {
      for (const sign of ALPHABET) {
        if (sign === code[i]) continue;
        const typed = code.slice(0, i) + sign + code.slice(i + 1);
        expect(isWellFormedCode(typed), `${code} as ${typed}`).toBe(false);
      }
    }
  }
});

test("every swap of neighbours is caught", () => {
  for (const code of codes) {
    for (let i = 0; i + 1 < code.length; i++) {
      const typed = code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2);
      if (typed !== code) expect(isWellFormedCode(typed), `${code} as ${typed}`).toBe(false);
    }
  }
});

test("what people type around a code does not matter; other signs do", () => {
  const [code = ""] = codes;
  expect(readCode(` ${grouped(code).toLowerCase()} `)).toBe(code);
  expect(grouped("7F3KQ2")).toBe("7F3K-Q2");
  expect(grouped("7F3K")).toBe("7F3K");
  for (const wrong of ["", "2", "0000000", "IIIIIII", "ÄÖÜÄÖÜÄ"]) {
    expect(isWellFormedCode(wrong)).toBe(false);
  }
});

test("equally likely signs: bytes that would favour some are left out", () => {
  expect(codeFrom(Uint8Array.from([255, 250, 240, 1, 2, 3, 4, 5, 6, 7]), 4)).toMatch(/^3/);
  expect(() => codeFrom(Uint8Array.from([255, 255, 255]), 2)).toThrow("too few random bytes");
});
