import { expect, test } from "vitest";
import { transferId, transferKey } from "../../../src/ledger/ids";

const MEMBER = "mem_01h455vb4pex5vsknk084sn02q";

test("a transfer's id holds its key", () => {
  expect(transferId(MEMBER, 42)).toBe("trf_01h455vb4pex5vsknk084sn02q_42");
  expect(transferKey(transferId(MEMBER, 42))).toEqual({ member: MEMBER, seq: 42 });
});

test("other texts are no transfer's id", () => {
  for (const text of ["", "trf_", "trf_x_1", `trf_${MEMBER}_1`, `${transferId(MEMBER, 1)}x`]) {
    expect(transferKey(text), text).toBeNull();
  }
  expect(transferKey("trf_01h455vb4pex5vsknk084sn02q_-1")).toBeNull();
  expect(transferKey("ord_01h455vb4pex5vsknk084sn02q_1")).toBeNull();
});
