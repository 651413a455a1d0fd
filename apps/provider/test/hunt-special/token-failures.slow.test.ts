import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { FileJournal } from "@huntkit/core/rotation";
import {
  describeFailureMatrix,
  startInProcessWorld,
  tapJournal,
  tapStore,
  type InProcessRun,
  type RotationCall,
  type RotationWorld,
  type RunReport,
} from "@huntkit/test-kit/rotation";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createDeliveredToken, TokenLeftError } from "../../src/hunt/api-token/create-token.js";
import { chooseDelivery, type Destination } from "../../src/hunt/api-token/delivery.js";
import { undoInterrupted } from "../../src/hunt/api-token/delivery-journal.js";
import { connect } from "../../src/hunt/connection.js";
import { apiToken } from "../../src/hunt/resources/api-token.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/**
 * The calls of a replacement with `create_before_destroy`: the new token is created, then the old one
 * destroyed.
 */
const calls = [
  ["store", "prove"],
  ["HUNT", "GET users/me"],
  ["journal", "begin"],
  ["HUNT", "POST users/me/accessTokens"],
  ["journal", "advance"],
  ["HUNT", "GET users/me"],
  ["store", "read"],
  ["journal", "advance"],
  ["store", "write"],
  ["journal", "advance"],
  ["store", "verify"],
  ["journal", "advance"],
  ["journal", "end"],
  ["HUNT", "GET users/me/accessTokens"],
  ["HUNT", "DELETE users/me/accessTokens/{id}"],
] as const satisfies readonly RotationCall[];

/** The content of Terraform's state between runs. */
interface TerraformState {
  /** The token to replace. */
  old: string | undefined;
  /** Its replacement. */
  current: string | undefined;
  /** Tokens to destroy: tainted, or replaced and not destroyed yet. */
  readonly doomed: Set<string>;
}

/**
 * Applies as Terraform does: destroys what an earlier run left, and replaces the token unless that run
 * replaced it.
 */
async function apply(
  { wire, url, id, description, directory }: InProcessRun,
  state: TerraformState,
  destination: (directory: string) => Destination,
): Promise<RunReport> {
  const { sandbox, clock } = hunt();
  const connection = connect({ instance: url, token: sandbox.tokens.admin, clock, env: {}, random: () => 1 });
  const { signal } = new AbortController();
  state.old ??= id!;
  let left = "";
  try {
    if (state.current === undefined) {
      const delivery = chooseDelivery(destination(directory), {
        hiddenToken: connection.client.token,
        signal,
      })!;
      const file = new FileJournal(join(directory, "journal.json"), () => clock.now());
      const journal = tapJournal(wire, file);
      left = (await undoInterrupted(file, connection.client, delivery, journal)) ?? "";
      const store = tapStore(wire, delivery);
      const created = await createDeliveredToken(connection, store, description, signal, journal);
      state.current = created.id;
      state.doomed.add(state.old);
    }
    for (const doomed of state.doomed) {
      await destroy(doomed, description, connection);
      state.doomed.delete(doomed);
    }
    return { text: left, errors: [] };
  } catch (error) {
    if (error instanceof TokenLeftError) state.doomed.add(error.token.id);
    const detail = (error as { detail?: string }).detail ?? (error as Error).message;
    const old = state.current === undefined ? "" : "The old one could not be revoked.";
    return { text: `${description}: ${detail} ${old} ${left}`, errors: [detail] };
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
    // The description in the configuration is not unique, so a token whose ID was lost can only be named.
    // After the journal has ended, only Terraform's state knows the token, and the response might not reach
    // it.
    lostTokens: (failure, call) =>
      failure === "killed after" && calls[call]![1] === "end" ? "named unless killed" : "named",
    // A delivery that may have failed is undone, since the old token is destroyed only after a successful
    // one.
    mayStoreRevoked: true,
    startWorld: () => startWorld(destination),
  });
