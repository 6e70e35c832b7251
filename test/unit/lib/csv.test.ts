import { expect, test } from "vitest";
import { csv, csvOf } from "../../../src/lib/csv";

test("rows end in CRLF, and what needs quotes has them", () => {
  expect(
    csv([
      ["a", 1, true, null],
      ['say "hi"', "x,y", "two\nlines", ""],
    ]),
  ).toBe('a,1,true,\r\n"say ""hi""","x,y","two\nlines",\r\n');
});

test("no text is a formula to a spreadsheet; numbers stay numbers", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]) {
    expect(csv([[text]])).toMatch(/^"?'/);
  }
  expect(csv([[-1, "a=b"]])).toBe("-1,a=b\r\n");
});

test("objects become a table with a column for each leaf that any of them has", () => {
  expect(
    csvOf([
      { day: "1", a: { b: 2, c: null } },
      { day: "2", a: { b: 3, d: 4 } },
    ]),
  ).toBe("day,a.b,a.c,a.d\r\n1,2,,0\r\n2,3,0,4\r\n");
});
