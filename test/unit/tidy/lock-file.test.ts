import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Entry {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/**
 * `npm ci` refuses a lock file that leaves out a package of another platform, as npm writes it
 * where a registry or an existing node_modules does not hold that package.
 */
test("the lock file holds every package that another one names", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, Entry>;
  };
  const missing = Object.entries(packages).flatMap(([at, entry]) =>
    namesIn(entry, at === "").filter((name) => !isFound(packages, at, name)),
  );
  expect(missing).toEqual([]);
});

const namesIn = (entry: Entry, isRoot: boolean): string[] =>
  Object.keys({
    ...entry.dependencies,
    ...entry.optionalDependencies,
    ...(isRoot ? entry.devDependencies : {}),
  });

/** As Node resolves: beside what names it, else in a folder above. */
function isFound(packages: Record<string, Entry>, at: string, name: string): boolean {
  for (let folder = at; ; folder = folder.slice(0, folder.lastIndexOf("node_modules/"))) {
    const place = `${folder.replace(/\/$/, "")}/node_modules/${name}`.replace(/^\//, "");
    if (packages[place]) return true;
    if (!folder.includes("node_modules/")) return false;
  }
}
