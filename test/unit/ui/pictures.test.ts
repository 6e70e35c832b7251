import { expect, test } from "vitest";
import { Chart, type ChartProps } from "../../../src/ui/chart";
import { Qr } from "../../../src/ui/qr";
import { Rows } from "../../../src/ui/rows";

const chart = (props: Partial<ChartProps>): string =>
  `${Chart({
    label: "A <label>",
    kind: "bars",
    steps: ["Mon", "Tue", "Wed"],
    series: [{ name: "x", values: [1, 2, 3], tone: 1 }],
    locale: "en",
    format: String,
    ...props,
  })}`;

test("a plot has a text in place of the picture, escaped, and neither script nor style", () => {
  const svg = chart({});
  expect(svg).toContain('aria-label="A &lt;label&gt;"');
  expect(svg).not.toMatch(/style=|<script|<style/);
});

test("stacked bars lie on each other", () => {
  const svg = chart({
    series: [
      { name: "a", values: [2, 0, 0], tone: 1 },
      { name: "b", values: [2, 0, 0], tone: 2 },
    ],
  });
  const tops = [...svg.matchAll(/class="tone-\d" d="M[\d.]+ ([\d.]+)V([\d.]+)H/g)];
  expect(tops).toHaveLength(2);
  expect(tops[1]?.[1]).toBe(tops[0]?.[2]);
});

test("a line is broken where nothing is known, and no plot of anything has a broken number", () => {
  const values = [1, null, 3, 4];
  const svg = chart({
    kind: "lines",
    steps: ["a", "b", "c", "d"],
    series: [{ name: "x", values, tone: 3 }],
  });
  expect(svg.match(/d="[^"]*M[^"]*M/)).not.toBeNull();
  for (const kind of ["bars", "lines", "area"] as const) {
    for (const length of [0, 1, 2, 90]) {
      const zeros = Array.from({ length }, () => 0);
      const steps = zeros.map(String);
      expect(chart({ kind, steps, series: [{ name: "x", values: zeros, tone: 1 }] })).not.toContain(
        "NaN",
      );
    }
  }
});

test("rows are as long as their share of the greatest, and empty ones are", () => {
  const amount = (name: string, value: number) => ({ name, value, shown: String(value) });
  const html = `${Rows({ amounts: [amount("a", 50), amount("b", 100)] })}`;
  expect(html).toContain('class="tone-1" width="50%"');
  expect(`${Rows({ amounts: [amount("a", 0)] })}`).toContain('class="tone-1" width="0%"');
});

test("a QR code is drawn in black on white with its quiet zone", () => {
  const svg = `${Qr({ text: "https://shop.example/r/ABC", label: 'say "hi"' })}`;
  expect(svg).toContain('fill="#fff"');
  expect(svg).toContain("&quot;hi&quot;");
  const columns = [...svg.matchAll(/M(\d+) (\d+)h/g)].map(([, x]) => Number(x));
  expect(Math.min(...columns)).toBe(4);
});
