import { expectOk } from "./lib/api.ts";
import { readArgs, run, serverFrom } from "./lib/cli.ts";

const USAGE = `npm run ledger:check -- [--url <url>] [--key <key>]

Proves for every member of a shop that wallets, transfers and lots agree. Ends with 1 when
anything is off. Without flags it checks the demo.`;

await run(USAGE, async () => {
  const { values } = readArgs(USAGE, { url: { type: "string" }, key: { type: "string" } });
  const server = serverFrom(values);
  const findings: unknown[] = [];
  const counts = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
    const page = await expectOk(server, `GET /v1/ledger/check${query}`);
    for (const [name, value] of Object.entries(page.checked ?? {})) {
      counts.set(name, (counts.get(name) ?? 0) + Number(value));
    }
    findings.push(...page.findings);
    cursor = page.nextCursor;
  } while (cursor !== null);
  const checked = [...counts].map(([name, n]) => `${n.toLocaleString("en")} ${name}`).join(", ");
  console.log(`Checked ${checked || "everything"}: ${findings.length} findings.`);
  for (const finding of findings) console.log(JSON.stringify(finding));
  return findings.length === 0 ? 0 : 1;
});
