import { describeFailureMatrix, type RotationWorld, type RunReport, Wire } from "@huntkit/test-kit/rotation";
import { startFakeVault } from "@huntkit/test-kit/secret-services";
import { openSecretStore, parseStoreAddress } from "@huntkit/secret-stores";
import { expect, it, onTestFinished } from "vitest";
import { AddressedStore } from "../../src/rotation/addressed-store.js";
import { startWorld } from "./world.js";

/** The requests that confirm the old token. Either of the two tokens is used, and the new one reads the list. */
const confirmation = Array.from({ length: 6 }, () => [
  ["HUNT", "GET users/me"] as const,
  ["HUNT", "GET users/me/accessTokens"] as const,
]).flat();

/** The requests of a complete run. */
const requests = [
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["HUNT", "GET users/me/accessTokens"],
  ["HUNT", "GET users/me"],
  ["HUNT", "GET users/me/accessTokens"],
  // The last use of the old token changes between each of the three lists, which identifies it.
  ["HUNT", "GET users/me/accessTokens"],
  ["GitHub", "GET /secrets/public-key"],
  ["GitHub", "PUT /secrets/HUNT_TOKEN"],
  ["HUNT", "POST users/me/accessTokens"],
  // The new token reads the list, which verifies it and shows other runs.
  ["HUNT", "GET users/me/accessTokens"],
  ...confirmation,
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["GitHub", "PUT /secrets/HUNT_TOKEN"],
  ["GitHub", "GET /secrets/HUNT_TOKEN"],
  ["HUNT", "DELETE users/me/accessTokens/{id}"],
] as const;

describeFailureMatrix({
  name: "The Action's rotation",
  calls: requests,
  async startWorld(): Promise<RotationWorld> {
    const world = await startWorld();
    return {
      first: world.first,
      foreign: [world.sandbox.tokens.admin, world.sandbox.tokens.analyst],
      held: world.stored,
      tokens: world.tokens,
      works: world.works,
      advance: (ms) => world.sandbox.clock.advance(ms),
      /** To be killed, the action runs as a process. Otherwise, the rotation runs in this process, with a virtual clock. */
      async run(trap, failure) {
        if (!failure?.startsWith("killed")) {
          world.wire.trap = trap;
          const { findings } = await world.rotate().catch((error: unknown) => ({
            findings: [{ level: "error", title: String(error), message: "", advice: "" }],
          }));
          return toReport(findings);
        }
        let kill: (signal: NodeJS.Signals) => void;
        world.wire.trap = async (...met) => {
          if ((await trap(...met)) !== "kill") return undefined;
          kill("SIGKILL");
          return "cut";
        };
        const { exitCode, annotations } = await world.run({}, { onStart: (send) => (kill = send) });
        if (exitCode !== null) throw new Error("The process was not killed.");
        return toReport(annotations);
      },
    };
  },
});

/** The requests of a rotation in a store outside GitHub, with those of the check at the start. */
const vaultRequests = [
  ["HUNT", "GET users/me"],
  ["HUNT", "GET users/me/accessTokens"],
  ["API", "GET /v1/secret/data/hunt"],
  ["HUNT", "GET users/me"],
  // These lists and the one before identify the old token.
  ["HUNT", "GET users/me/accessTokens"],
  ["HUNT", "GET users/me/accessTokens"],
  ["API", "GET /v1/secret/data/hunt"],
  ["API", "POST /v1/sys/capabilities-self"],
  ["HUNT", "POST users/me/accessTokens"],
  ["HUNT", "GET users/me/accessTokens"],
  ...confirmation,
  ["API", "GET /v1/secret/data/hunt"],
  ["API", "POST /v1/secret/data/hunt"],
  ["API", "GET /v1/secret/data/hunt"],
  ["HUNT", "DELETE users/me/accessTokens/{id}"],
] as const;

/** Starts a world whose token is in a fake Vault. The rotation runs in this process. */
async function startVaultWorld(): Promise<
  RotationWorld & { readonly listRequests: () => readonly string[] }
> {
  const world = await startWorld();
  const { sandbox } = world;
  let age = 354.5 * 86_400_000;
  const vault = await startFakeVault(world.first, () => sandbox.clock.now() - age);
  age = 0;
  onTestFinished(vault.stop);
  let wire = new Wire();

  async function rotate(): Promise<RunReport> {
    const [hunt, api] = [await wire.listen(sandbox), await wire.listen(vault, "API")];
    onTestFinished(async () => void (await Promise.all([hunt.stop(), api.stop()])));
    const { findings } = await world.rotate({
      instance: hunt.url,
      token: await vault.held(),
      async openStore(current, clock) {
        const { address, env } = vault.connect(api.url);
        const store = await openSecretStore(parseStoreAddress("secret-store", address), { env, clock });
        // The wire of each run has another port, but it is the same store.
        store.identify = async () => vault.url;
        return new AddressedStore(store, current);
      },
    });
    return toReport(findings);
  }

  return {
    first: world.first,
    foreign: [sandbox.tokens.admin, sandbox.tokens.analyst],
    held: () => vault.held(),
    tokens: world.tokens,
    works: world.works,
    advance: (ms) => sandbox.clock.advance(ms),
    listRequests: () => wire.seen,
    run(trap) {
      wire = new Wire();
      wire.trap = trap;
      const killed = wire.killed.then(() => toReport([]));
      const run = rotate().catch((error: unknown) =>
        toReport([{ level: "error", title: String(error), message: "" }]),
      );
      return Promise.race([killed, run]);
    },
  };
}

describeFailureMatrix({
  name: "The Action's rotation, in Vault",
  calls: vaultRequests,
  startWorld: startVaultWorld,
});

it("sends exactly the requests of the table in a complete run with Vault", async () => {
  const world = await startVaultWorld();

  await world.run(() => {}, null);

  expect(world.listRequests()).toEqual(vaultRequests.map(([service, request]) => `${service} ${request}`));
});

it("sends exactly the requests of the table in a complete run", async () => {
  const world = await startWorld();

  const { exitCode, outputs } = await world.run();

  expect(exitCode).toBe(0);
  expect(outputs["rotated"]).toBe("true");
  expect(world.wire.seen).toEqual(requests.map(([service, request]) => `${service} ${request}`));
});

function toReport(texts: readonly { level: string; title: string; message: string; advice?: string }[]) {
  const format = ({ title, message, advice = "" }: (typeof texts)[number]) => `${title} ${message} ${advice}`;
  return {
    text: texts.map(format).join("\n"),
    errors: texts.filter(({ level }) => level === "error").map(format),
  };
}
