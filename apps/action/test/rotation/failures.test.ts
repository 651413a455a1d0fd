import { afterAll, describe, expect, it } from "vitest";
import { isToken, startWorld, type World } from "./world.js";
import type { Phase, Service } from "./wire.js";

const hourMs = 3_600_000;

/** The requests of a whole run, in their order: what the table below is about. A test holds it against a run. */
const requests = [
  ["HUNT", "GET users/me"],
  ["HUNT", "GET users/me/accessTokens"],
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["HUNT", "GET users/me/accessTokens"],
  ["GitHub", "GET /secrets/public-key"],
  ["GitHub", "PUT /secrets/HUNT_TOKEN"],
  ["HUNT", "POST users/me/accessTokens"],
  ["HUNT", "GET users/me"],
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["HUNT", "GET users/me/accessTokens"],
  ["GitHub", "PUT /secrets/HUNT_TOKEN"],
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["HUNT", "DELETE users/me/accessTokens/{id}"],
  ["HUNT", "GET users/me"],
  ["HUNT", "GET users/me/accessTokens"],
] as const satisfies [Service, string][];
/** What the secret tells of the token in it, asked for before the check. */
const hints = [
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["HUNT", "GET users/me/accessTokens"],
] as const satisfies [Service, string][];
const placesOf = (list: readonly (readonly [Service, string])[]) =>
  list.map(([service, request], index) => ({ number: index + 1, service, request }));
/** Those of the whole action as a process. */
const places = placesOf([...hints, ...requests]);
/** Those of the rotation alone: the check of the new token is not its own. */
const ofRotation = placesOf(requests).slice(0, -2);

/** A request is cut before it is carried out or before its answer, once or from there on to the end; or the process dies then. */
const failures = [
  "cut before",
  "cut after",
  "gone from here",
  "answers lost from here",
  "killed before",
  "killed after",
] as const;
type Failure = (typeof failures)[number];
const table = new Map<string, string>();

/** What must hold after any failure, and is written into the table. `told` is what people were told of. */
async function expectSound(world: World, told: string, number: number, failure: Failure): Promise<void> {
  const held = world.stored();
  expect(await world.works(held), "the secret holds a token that works").toBe(true);
  const left = world.tokens().filter((token) => !isToken(token, held) && !isToken(token, world.first));
  const first = held === world.first ? "old" : `new${(await world.works(world.first)) ? ", old left" : ""}`;
  const untold = left.filter(({ description }) => !told.includes(description));

  world.wire.trap = () => {};
  world.sandbox.clock.advance(hourMs + 60_000);
  const next = await world.rotate();
  const after = world.stored();
  expect(await world.works(after), "the next run leaves one that works").toBe(true);
  expect(next.findings.filter(({ level }) => level === "error")).toEqual([]);
  const remaining = world.tokens().filter((token) => !isToken(token, after) && !isToken(token, world.first));
  expect(remaining, "the next run has cleaned up").toEqual([]);
  const oldLives = world.tokens().some((token) => isToken(token, world.first));
  expect(!oldLives || told.includes("old one"), "an old token that lives on is said").toBe(true);

  const extra = untold.length > 0 ? ", 1 orphan" : left.length > 0 ? ", 1 named" : "";
  table.set(
    `${number} ${failure}`,
    `${first}${extra}; then ${after === held ? "kept" : "new"}${oldLives ? ", old lives" : ""}`,
  );
}

function trap(world: World, number: number, failure: Failure): void {
  world.wire.trap = (met, phase, service) => {
    const phaseOf: Phase = failure.startsWith("answers") || failure === "cut after" ? "after" : "before";
    if (phase !== phaseOf) return undefined;
    const isOnwards = failure.endsWith("from here");
    const hit = isOnwards ? met >= number && service === requests[number - 1]![0] : met === number;
    return hit ? "cut" : undefined;
  };
}

function said(texts: readonly { title: string; message: string; advice?: string }[]): string {
  return texts.map(({ title, message, advice = "" }) => `${title} ${message} ${advice}`).join("\n");
}

describe.each(["cut before", "cut after", "gone from here", "answers lost from here"] as const)(
  "a connection that is %s",
  (failure) => {
    it.each(ofRotation)(
      "at request $number ($service $request) leaves a working token in the secret, and nothing unexplained",
      async ({ number }) => {
        const world = await startWorld();
        trap(world, number, failure);
        // The check itself belongs to others: where that already fails, nothing is begun.
        const outcome = await world
          .rotate()
          .catch((error: unknown) => ({ findings: [{ title: String(error), message: "", advice: "" }] }));
        await expectSound(world, said(outcome.findings), hints.length + number, failure);
      },
    );
  },
);

describe.each(["killed before", "killed after"] as const)("a process that is %s", (failure) => {
  it.each(places)(
    "request $number ($service $request) is carried out leaves a working token in the secret, and nothing unexplained",
    async ({ number }) => {
      const world = await startWorld();
      let kill: (signal: NodeJS.Signals) => void;
      world.wire.trap = (met, phase) => {
        if (met !== number || phase !== (failure === "killed before" ? "before" : "after")) return undefined;
        kill("SIGKILL");
        return "cut";
      };
      const { exitCode, annotations } = await world.run({}, { onStart: (send) => (kill = send) });
      expect(exitCode).toBeNull();
      await expectSound(world, said(annotations), number, failure);
    },
  );
});

it("the requests of a whole run are those of the table", async () => {
  const world = await startWorld();
  const { exitCode, outputs } = await world.run();
  expect({ exitCode, rotated: outputs["rotated"] }).toEqual({ exitCode: 0, rotated: "true" });
  expect(world.wire.seen).toEqual(places.map(({ service, request }) => `${service} ${request}`));
});

/** For people: what each failure left, what the secret held then, and what the next run made of it. */
afterAll(() => {
  const lines = places.map(
    ({ number, service, request }) =>
      `| ${number} | ${service} ${request} | ${failures.map((failure) => table.get(`${number} ${failure}`) ?? "").join(" | ")} |`,
  );
  process.stdout.write(
    `${[`| | request | ${failures.join(" | ")} |`, `|---|---|${failures.map(() => "---|").join("")}`, ...lines].join("\n")}\n`,
  );
});
