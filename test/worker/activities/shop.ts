import { newWorld, type World } from "../../world";

const points = (amount: number, more: object = {}) => ({
  give: { type: "points", amount, ...more },
});

/** A shop that gives for reviews, visits and pages read. */
export const PROGRAM = {
  activities: [
    {
      type: "review",
      name: { de: "Bewertung", en: "Review" },
      data: { stars: "number", text: "text", verified: "boolean" },
    },
    { type: "visit", name: { de: "Besuch", en: "Visit" } },
    { type: "reading", name: { de: "Lesen", en: "Reading" }, data: { pages: "number" } },
  ],
  earning: {
    rules: [
      { id: "review", on: "activity", activity: "review", ...points(20) },
      {
        id: "daily-visit",
        on: "activity",
        activity: "visit",
        limits: [{ per: "day", times: 1 }],
        ...points(5),
      },
      {
        id: "pages",
        on: "activity",
        activity: "reading",
        ...points(1, { each: "data", per: 10, field: "pages" }),
      },
    ],
  },
};

export async function shopWith(program: object = PROGRAM): Promise<World> {
  const world = await newWorld();
  const { status, body } = await world.call("PUT /v1/program", program);
  if (status >= 300) throw new Error(JSON.stringify(body));
  await world.call("PUT /v1/members/ext:c-1", { name: "Anna" });
  return world;
}

export const did = (type: string, more: object = {}) => ({ type, member: "ext:c-1", ...more });

export const pointsOf = async ({ call }: World) =>
  (await call("GET /v1/members/ext:c-1/wallet")).body.wallet.points;

export const findings = async ({ call }: World) =>
  (await call("GET /v1/ledger/check")).body.findings;
