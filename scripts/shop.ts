import { operatorFrom, readArgs, run, UsageError } from "./lib/cli.ts";
import { createShop, everyPage } from "./lib/operator.ts";

const USAGE = `npm run shop -- create --name <name> [options]
npm run shop -- list [--url <url>]

Needs OPERATOR_SECRET (environment or .dev.vars).

create prints the keys of the shop and of its sandbox: this once, as only hashes are stored.

--name      as members see it
--currency  ISO 4217; EUR without it
--timezone  IANA name; Europe/Berlin without it
--locale    de or en; de without it
--address   how German texts address members, du or sie; sie without it
--home      address of the shop's site
--shard     name of the database binding it lives in; DB without it
--url       of the server; the demo's without it`;

await run(USAGE, async () => {
  const { values, positionals } = readArgs(USAGE, {
    name: { type: "string" },
    currency: { type: "string", default: "EUR" },
    timezone: { type: "string", default: "Europe/Berlin" },
    locale: { type: "string", default: "de" },
    address: { type: "string", default: "sie" },
    home: { type: "string" },
    shard: { type: "string" },
    url: { type: "string" },
  });
  const [command] = positionals;
  if (command === "list") return list(values.url);
  if (command !== "create") throw new UsageError("Say create or list.");
  if (!values.name) throw new UsageError("--name is missing.");
  const { id, sandboxId, keys } = await createShop(operatorFrom(values), {
    name: values.name,
    currency: values.currency,
    timeZone: values.timezone,
    locale: values.locale,
    address: values.address,
    home: values.home,
    shard: values.shard,
  });
  console.log(`Shop     ${id}
  secret key       ${keys.live.secret}
  publishable key  ${keys.live.publishable}

Sandbox  ${sandboxId}
  secret key       ${keys.test.secret}
  publishable key  ${keys.test.publishable}

Keep the keys: they are not shown again.`);
  return 0;
});

interface ListedShop {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly isSandbox: boolean;
}

async function list(url: string | undefined): Promise<number> {
  const shops = await everyPage<ListedShop>(operatorFrom({ url }), "/operator/shops");
  for (const { id, name, currency, timeZone, isSandbox } of shops) {
    console.log([id, currency, timeZone, isSandbox ? "sandbox" : "live   ", name].join("  "));
  }
  return 0;
}
