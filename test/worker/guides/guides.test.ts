import { test } from "vitest";
import causes from "../../../docs/guides/causes.md?raw";
import changingAProgram from "../../../docs/guides/changing-a-program.md?raw";
import checkout from "../../../docs/guides/checkout.md?raw";
import firstProgram from "../../../docs/guides/first-program.md?raw";
import membersTogether from "../../../docs/guides/members-together.md?raw";
import presets from "../../../docs/guides/presets.md?raw";
import refunds from "../../../docs/guides/refunds.md?raw";
import rewards from "../../../docs/guides/rewards.md?raw";
import stamps from "../../../docs/guides/stamps.md?raw";
import tiers from "../../../docs/guides/tiers.md?raw";
import { follow } from "./guide";

const GUIDES = {
  "first program": firstProgram,
  presets,
  checkout,
  "changing a program": changingAProgram,
  stamps,
  tiers,
  refunds,
  rewards,
  causes,
  "members together": membersTogether,
};

for (const [name, guide] of Object.entries(GUIDES)) {
  test(`every call of the guide to ${name} answers as the guide says`, () => follow(guide));
}
