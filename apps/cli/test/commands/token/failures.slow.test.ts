import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HuntClient, type ApiToken } from "@huntkit/core";
import { FileJournal, resumeRotation } from "@huntkit/core/rotation";
import {
  describeFailureMatrix,
  startInProcessWorld,
  tappedRotationCalls,
  tapJournal,
  tapStore,
  type InProcessRun,
  type RunReport,
} from "@huntkit/test-kit/rotation";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll } from "vitest";
import { FakeKeyring } from "../../support/fake-keyring.js";
import { findCredentials } from "../../../src/credentials/find-credentials.js";
import { chooseStore } from "../../../src/commands/token/rotate/choose-store.js";
import {
  describeResumed,
  findJournalPath,
  rotateInStore,
} from "../../../src/commands/token/rotate/rotate-in-store.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const getProfilesPath = (directory: string) => join(directory, ".config/huntkit/profiles.json");

function writeProfile(directory: string, secret: object): string {
  const path = getProfilesPath(directory);
  mkdirSync(dirname(path), { recursive: true });
  const lab = { instance: hunt().sandbox.url, ...secret };
  writeFileSync(path, JSON.stringify({ current: "lab", profiles: { lab } }), { mode: 0o600 });
  return path;
}

/** Writes a profile with a token, and returns a function that reads the token. */
function createProfile(token: string, directory: string): () => string {
  const path = writeProfile(directory, { token });
  return () =>
    (JSON.parse(readFileSync(path, "utf8")) as { profiles: { lab: { token: string } } }).profiles.lab.token;
}

/** Keyrings by the directory of their world. */
const keyrings = new Map<string, FakeKeyring>();

/** Writes a profile with a token in the keyring, and returns a function that reads the token. */
function createKeyringProfile(token: string, directory: string): () => string {
  const keyring = new FakeKeyring();
  keyrings.set(directory, keyring);
  keyring.set("lab-1", token);
  writeProfile(directory, { keyring: "lab-1" });
  return () => keyring.secrets["service=huntkit,entry=lab-1"]!;
}

/** Rotates a token as `hunt token rotate` does, with a store and a journal that can fail. */
async function rotate(run: InProcessRun, command: readonly string[]): Promise<RunReport> {
  const { wire, url, token, id, description, directory } = run;
  const { newClient, client: owner, clock } = hunt();
  const env = { ...keyrings.get(directory)?.env, HOME: directory };
  const credentials = await findCredentials({}, env, () => {});
  const { store } = await chooseStore({ command, to: [] }, credentials, env);
  const client = newClient({ instance: url, token }) as HuntClient & { token: ApiToken };
  const file = new FileJournal(await findJournalPath(store, hunt().client, env), () => clock.now());
  const [tappedStore, journal] = [tapStore(wire, store), tapJournal(wire, file)];
  const entry = await file.readInterrupted();
  const resumed = entry && (await resumeRotation({ entry, journal, store: tappedStore, client }));
  const note = resumed ? describeResumed(resumed, entry, store) : "";
  if (resumed?.outcome === "finished") return { text: note, errors: [] };
  const records = await owner.tokens.list();
  const outcome = await rotateInStore({
    client,
    connect: async (fresh) => newClient({ instance: url, token: fresh }),
    store: tappedStore,
    description,
    old: records.find(({ handle }) => handle === id)!,
    isOldCertain: true,
    journal,
  }).then(
    () => ({ text: "", errors: [] }),
    (error: Error & { advice?: string }) => ({
      text: `${error.message} ${error.advice ?? ""}`,
      errors: [error.message],
    }),
  );
  return { ...outcome, text: `${note}\n${outcome.text}` };
}

const commands: Record<string, (directory: string) => string[]> = {
  "hunt token rotate, into a profile": () => [],
  "hunt token rotate, into the keyring": () => [],
  "hunt token rotate, into a command and a profile": (directory) => [
    "sh",
    "-c",
    `cat > "${directory}/handed"`,
  ],
};

for (const [name, commandIn] of Object.entries(commands))
  describeFailureMatrix({
    name,
    calls: tappedRotationCalls,
    // It is unknown whether a command was killed before or after it stored the token.
    lostTokens: name.includes("a command") ? "named" : "revoked",
    startWorld: () =>
      startInProcessWorld({
        sandbox: hunt().sandbox,
        createToken: async (description) => (await hunt().client.tokens.create(description)).token.reveal(),
        createStore: name.includes("the keyring") ? createKeyringProfile : createProfile,
        rotate: (run) => rotate(run, commandIn(run.directory)),
      }),
  });
