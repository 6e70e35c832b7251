import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENSHOTS = path.join(import.meta.dirname, "../screenshots");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROWEST = { width: 360, height: 740 };

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with the page as it is shown now. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(AXE);
  const found = await page.evaluate(
    (rules) => Reflect.get(globalThis, "axe").run({ runOnly: rules }),
    RULES,
  );
  return (found as { violations: Finding[] }).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.html} ${n.failureSummary}`).join("; ")}`,
  );
}

/** Accessible in light and dark, no wider than the narrowest phone; and a picture of each. */
export async function checkLooks(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const usual = page.viewportSize();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${name} in ${colorScheme}`).toEqual([]);
    await page.screenshot({
      path: path.join(SCREENSHOTS, `${name}-${colorScheme}.png`),
      fullPage: true,
    });
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(NARROWEST);
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow, `${name} is wider than ${NARROWEST.width} px`).toBeLessThanOrEqual(0);
  if (usual) await page.setViewportSize(usual);
}

/** Fails when the page asked another host for anything, or ran or broke something. */
export function watch(page: Page, url: string): () => void {
  const bad: string[] = [];
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !to.startsWith("data:")) bad.push(`asked ${to}`);
    if (request.resourceType() === "script") bad.push(`loaded the script ${to}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") bad.push(message.text());
  });
  page.on("pageerror", (error) => bad.push(String(error)));
  return () => expect(bad).toEqual([]);
}
