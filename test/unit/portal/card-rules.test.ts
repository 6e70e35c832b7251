import { expect, test } from "vitest";
import { dotRows, stampCardsShown } from "../../../src/portal/card-rules";

test("a stamp card's places stand in rows of at most ten, as even as they can be", () => {
  const lengths = (size: number) => dotRows(size).map(({ from, to }) => to - from);
  expect(lengths(2)).toEqual([2]);
  expect(lengths(10)).toEqual([10]);
  expect(lengths(11)).toEqual([6, 5]);
  expect(lengths(12)).toEqual([6, 6]);
  expect(lengths(20)).toEqual([10, 10]);
  for (let size = 2; size <= 20; size++) {
    expect(dotRows(size).at(-1)?.to).toBe(size);
  }
});

test("stamp cards that are begun are all shown, others only as far as there is room", () => {
  const cards = (...stamps: number[]) => stamps.map((n, i) => ({ card: i, stamps: n }));
  const split = (...stamps: number[]) => {
    const { shown, others } = stampCardsShown(cards(...stamps));
    return [shown, others].map((list) => list.map(({ card }) => card));
  };
  expect(split()).toEqual([[], []]);
  expect(split(0, 0)).toEqual([[0, 1], []]);
  expect(split(0, 1, 0, 2, 0)).toEqual([
    [1, 3, 0],
    [2, 4],
  ]);
  expect(split(1, 1, 1, 1, 0)).toEqual([[0, 1, 2, 3], [4]]);
});
