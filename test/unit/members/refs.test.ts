import { expect, test } from "vitest";
import { DomainError } from "../../../src/core/errors";
import { normalised, parseRef, whoIsAnyOf } from "../../../src/members/refs";

test("an identifier is compared in one form, however it is typed", () => {
  expect(normalised("email", " Anna@Example.COM ")).toBe("anna@example.com");
  expect(normalised("phone", "0049 (170) 123-45/67")).toBe("+491701234567");
  expect(normalised("phone", "+49 170.1234567")).toBe("+491701234567");
  expect(normalised("phone", "+49 (0) 170 1234567")).toBe("+491701234567");
  expect(normalised("phone", "+49(0)170 1234567")).toBe("+491701234567");
  expect(normalised("email", "anna@example.com.")).toBe("anna@example.com");
  expect(normalised("card", " 4711-08 15a")).toBe("47110815A");
  expect(normalised("ext", " Kunde 42 ")).toBe("Kunde 42");
  // The same letter, written as one sign or as two.
  expect(normalised("ext", "Mu\u0308ller")).toBe(normalised("ext", "M\u00fcller"));
});

test("what cannot identify anybody is none", () => {
  for (const email of ["", "anna", "@x.de", "a@b", "a b@c.de", "a@@b.de"]) {
    expect(normalised("email", email), email).toBeNull();
  }
  for (const phone of ["0170 1234567", "+0170123", "+49", "+49123456789012345", "+49x1234567"]) {
    expect(normalised("phone", phone), phone).toBeNull();
  }
  expect(normalised("card", " - ")).toBeNull();
  expect(normalised("ext", "a\u0000b")).toBeNull();
  expect(normalised("ext", "x".repeat(256))).toBeNull();
});

test("a ref is our id or a kind with a value, which may hold colons", () => {
  const id = "mem_01h455vb4pex5vsknk084sn02q";
  expect(parseRef(id)).toEqual({ id });
  expect(parseRef("ext:shop:42")).toEqual({ kind: "ext", value: "shop:42" });
  expect(parseRef("email:Anna@Example.com")).toEqual({ kind: "email", value: "anna@example.com" });
});

test("anything else is refused with the forms that are known, and where it stood", () => {
  for (const wrong of ["", "anna", "ext:", "mem_short", "id:1", "phone:0170", "MEM_X", ":"]) {
    expect(() => parseRef(wrong), wrong).toThrow(DomainError);
  }
  try {
    parseRef("anna", "/member");
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid_ref", errors: [{ pointer: "/member" }] });
  }
});

test("of several identifiers the first that somebody has counts", () => {
  const one = { kind: "ext", value: "1" } as const;
  expect(whoIsAnyOf("shp_1", [])).toEqual({ sql: "NULL", params: ["shp_1"] });
  const two = whoIsAnyOf("shp_1", [one, { kind: "email", value: "a@b.de" }]);
  expect(two.sql.startsWith("coalesce(")).toBe(true);
  expect(two.params).toEqual(["shp_1", "ext", "1", "email", "a@b.de"]);
});
