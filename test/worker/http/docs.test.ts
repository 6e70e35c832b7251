import { expect, test } from "vitest";
import { callAs } from "../../world";

const visit = callAs("none");

test("the reference shows every call and needs no script", async () => {
  const page = await visit("GET /docs");
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toContain("text/html");
  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'; style-src 'self'");
  expect(page.body).not.toContain("<script");
  const openapi = (await visit("GET /openapi.json")).body;
  for (const path of Object.keys(openapi.paths)) expect(page.body).toContain(path);
});

test("pages load nothing from another host", async () => {
  const page = await visit("GET /docs");
  const loaded = [...page.body.matchAll(/<(?:link|img|script)[^>]*(?:href|src)="([^"]+)"/g)];
  expect(loaded.map(([, url]) => url)).toEqual(["/docs/styles.css"]);
  const styles = await visit("GET /docs/styles.css");
  expect(styles.headers.get("content-type")).toContain("text/css");
  expect(styles.body.length).toBeGreaterThan(50_000);
  expect(styles.body).not.toMatch(/@import|url\(["']?https?:/);
});

test("the front page leads to the sign-in, and that to the reference", async () => {
  const front = await visit("GET /");
  expect(front.status).toBe(303);
  expect(front.headers.get("location")).toBe("/sign-in");
  expect((await visit("GET /sign-in")).body).toContain('href="/docs"');
});
