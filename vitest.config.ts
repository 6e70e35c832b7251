import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const isFull = process.env.REGULARS_FULL === "1";

/** Payloads that other systems send, by file name: tests in workerd cannot read files. */
function webhooks(): Record<string, string> {
  if (!process.env.REGULARS_DATA) return {};
  const folder = path.join(process.env.REGULARS_DATA, "webhooks");
  const names = readdirSync(folder).filter((name) => /^(go-)?shopify|^woocommerce/.test(name));
  return Object.fromEntries(names.map((n) => [n, readFileSync(path.join(folder, n), "utf8")]));
}

/** A record shop's orders and what is published of them; empty where there is no such folder. */
function cdnow(): Record<string, string> {
  if (!process.env.REGULARS_DATA) return {};
  const files = {
    orders: "CDNOW_sample.txt",
    weekly: "cdnow_weekly_cumulative_repeat.csv",
    reference: "cdnow_descriptive_reference.json",
  };
  const folder = process.env.REGULARS_DATA;
  return Object.fromEntries(
    Object.entries(files).map(([key, name]) => [
      key,
      readFileSync(path.join(folder, name), "utf8"),
    ]),
  );
}

/** A project in workerd with every binding real; shops are spread over its databases. */
async function worker(name: string, databases: string[], include: string[]) {
  const migrations = await readD1Migrations(path.join(import.meta.dirname, "migrations"));
  return {
    plugins: [
      cloudflareTest({
        wrangler: { configPath: "./wrangler.toml" },
        miniflare: {
          d1Databases: Object.fromEntries(databases.map((db) => [db, `test-${name}-${db}`])),
          bindings: {
            TEST_MIGRATIONS: migrations,
            REGULARS_FULL: isFull,
            WEBHOOKS: webhooks(),
            CDNOW: cdnow(),
            LOG_LEVEL: "error",
            // A machine's own .dev.vars decide nothing here.
            DEVELOPMENT: "",
            PUBLIC_URL: "",
            SMTP_URL: "",
            MAIL_FROM: "",
            SIGNING_SECRET: "a-signing-secret-for-tests-only-0123456789",
            OPERATOR_SECRET: "an-operator-secret-for-tests-only-0123456789",
          },
        },
      }),
    ],
    test: {
      name,
      include,
      globalSetup: ["./test/mail-server.ts", "./test/webhook-receiver.ts"],
      setupFiles: ["./test/setup.ts"],
      // An isolate for each core, with databases of its own: every test has its own shop, so they
      // cannot meet, and files need no isolate each.
      isolate: false,
      maxWorkers: 2,
      // After the projects of one worker: what runs together must have as many.
      sequence: { groupOrder: 1 },
      testTimeout: 60_000,
    },
  };
}

export default defineConfig(async () => ({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          maxWorkers: 1,
          isolate: false,
          // Hundreds of random cases take a second, and several on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        // The built Worker in a real browser; skipped where there is none.
        test: { name: "browser", include: ["test/browser/**/*.test.ts"], maxWorkers: 1 },
      },
      await worker("worker", ["DB", "DB_2", "DB_3"], ["test/worker/**/*.test.ts"]),
      await worker("one-database", ["DB"], ["test/worker/ledger/**/*.test.ts"]),
    ],
  },
}));
