import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inLanes, lanesBy } from "../../../scripts/lib/lanes.ts";

test("a lane's items run one after the other, and no more lanes at a time than allowed", async () => {
  const lanes = [[1, 2, 3], [4, 5], [6], [7, 8]];
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await inLanes(lanes, 2, async (item) => {
    most = Math.max(most, ++running);
    await sleep(item % 3);
    running -= 1;
    done.push(item);
  });
  expect(most).toBe(2);
  for (const lane of lanes) expect(done.filter((item) => lane.includes(item))).toEqual(lane);
});

test("a failure starts nothing more, waits for what is under way, and is thrown", async () => {
  const done: number[] = [];
  const work = async (item: number) => {
    if (item === 1) throw new Error("refused");
    await sleep(5);
    done.push(item);
  };
  await expect(inLanes([[1, 2], [3, 4], [5]], 2, work)).rejects.toThrow("refused");
  expect(done).toEqual([3]);
});

test("items are laned by key in the order of their appearance", () => {
  expect(lanesBy(["a1", "b1", "a2"], (item) => item.charAt(0))).toEqual([["a1", "a2"], ["b1"]]);
});
