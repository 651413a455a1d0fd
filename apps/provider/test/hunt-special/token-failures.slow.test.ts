import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import {
  describeFailureMatrix,
  startInProcessWorld,
  tapStore,
  type InProcessRun,
  type RotationWorld,
  type RunReport,
  type WireService,
} from "@huntkit/test-kit/rotation";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createDeliveredToken, TokenLeftError } from "../../src/hunt/api-token/create-token.js";
import { chooseDelivery, type Destination } from "../../src/hunt/api-token/delivery.js";
import { connect } from "../../src/hunt/connection.js";
import { apiToken } from "../../src/hunt/resources/api-token.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** The calls of a replacement with `create_before_destroy`: the new token is created, then the old one destroyed. */
const calls = [
  ["store", "prove"],
  ["HUNT", "POST users/me/accessTokens"],
  ["HUNT", "GET users/me"],
  ["store", "read"],
  ["store", "write"],
  ["store", "verify"],
  ["HUNT", "GET users/me/accessTokens"],
  ["HUNT", "DELETE users/me/accessTokens/{id}"],
] as const satisfies readonly [WireService, string][];

/** What Terraform's state holds between runs. */
interface TerraformState {
  /** The token that is to be replaced. */
  old: string | undefined;
  /** Its replacement. */
  current: string | undefined;
  /** Tokens to destroy: tainted, or replaced and not destroyed yet. */
  readonly doomed: Set<string>;
}

/** Applies as Terraform does: destroys what an earlier run has left, and replaces the token unless that run has done so. */
async function apply(
  { wire, url, id, description, directory }: InProcessRun,
  state: TerraformState,
  destination: (directory: string) => Destination,
): Promise<RunReport> {
  const { sandbox, clock } = hunt();
  const connection = connect({ instance: url, token: sandbox.tokens.admin, clock, env: {}, random: () => 1 });
  const { signal } = new AbortController();
  state.old ??= id!;
  try {
    if (state.current === undefined) {
      const delivery = chooseDelivery(destination(directory), {
        hiddenToken: connection.client.token,
        signal,
      })!;
      const created = await createDeliveredToken(connection, tapStore(wire, delivery), description, signal);
      state.current = created.id;
      state.doomed.add(state.old);
    }
    for (const doomed of state.doomed) {
      await destroy(doomed, description, connection);
      state.doomed.delete(doomed);
    }
    return { text: "", errors: [] };
  } catch (error) {
    if (error instanceof TokenLeftError) state.doomed.add(error.token.id);
    const detail = (error as { detail?: string }).detail ?? (error as Error).message;
    const old = state.current === undefined ? "" : "The old one could not be revoked.";
    return { text: `${description}: ${detail} ${old}`, errors: [detail] };
  }
}

function destroy(id: string, description: string, client: ReturnType<typeof connect>): Promise<void> {
  const context = {
    client,
    signal: new AbortController().signal,
    now: () => hunt().clock.now(),
    warn: () => {},
    private: { get: () => undefined, set: () => {} },
  };
  return apiToken.delete({ id, description, user_id: null } as never, context);
}

function startWorld(destination: (directory: string) => Destination): Promise<RotationWorld> {
  const state: TerraformState = { old: undefined, current: undefined, doomed: new Set() };
  return startInProcessWorld({
    sandbox: hunt().sandbox,
    createToken: async (description) => (await hunt().client.tokens.create(description)).token.reveal(),
    createStore(token, directory) {
      const path = join(directory, "token");
      writeFileSync(path, token);
      return () => readFileSync(path, "utf8");
    },
    rotate: (run) => apply(run, state, destination),
  });
}

const destinations: Record<string, (directory: string) => Destination> = {
  "hunt_api_token, delivered to a file": (directory) => ({
    deliver_to_command: null,
    deliver_to_file: join(directory, "token"),
  }),
  "hunt_api_token, delivered to a command": (directory) => ({
    deliver_to_command: ["sh", "-c", `cat > "${directory}/token"`],
    deliver_to_file: null,
  }),
};

for (const [name, destination] of Object.entries(destinations))
  describeFailureMatrix({
    name,
    calls,
    // A provider keeps nothing but Terraform's state, and that only from the end of a creation.
    lostTokens: "named unless killed",
    // A delivery that may have failed is undone, since the old token is destroyed only after a successful one.
    mayStoreRevoked: true,
    startWorld: () => startWorld(destination),
  });
