// Installs the dependencies when they are missing or the lock file names others. It runs before
// `npm start` and `npm test` on whatever Node the machine has, with nothing installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(
  import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  "..",
);
const modules = path.join(root, "node_modules");
const suffix = process.platform === "win32" ? ".exe" : "";

if (!isInstalled()) {
  console.log("Installing dependencies …");
  npm("ci", "--no-audit", "--no-fund");
}
if (!hasNode()) npm("rebuild", "node", "--foreground-scripts", "--ignore-scripts=false");
if (!hasNode() && Number(process.versions.node.split(".")[0]) < 24) {
  fail("The development dependency node@24 did not install; install Node 24 by hand.");
}

/**
 * npm writes down what it installed only once the installation is complete, so an interrupted one
 * is recognised too. Optional packages are those of other platforms.
 */
function isInstalled() {
  const installed = packagesOf(path.join(modules, ".package-lock.json"));
  const wanted = packagesOf(path.join(root, "package-lock.json"));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === "" ||
      (installed[name] === undefined ? entry.optional : installed[name].version === entry.version),
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

/** The scripts need a current Node, which `npm` puts on their PATH from here. */
function hasNode() {
  return existsSync(path.join(modules, "node", "bin", `node${suffix}`));
}

function npm(...args) {
  const cli = process.env.npm_execpath ?? "";
  const isScript = /\.c?js$/.test(cli);
  const [command, first] = isScript ? [process.execPath, [cli]] : ["npm", []];
  const done = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: !isScript && process.platform === "win32",
  });
  if (done.status !== 0) fail(`npm ${args[0]} failed; see above.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
