import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { splitDescription } from "@huntkit/core/internal";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import type { AtHunt } from "./at-hunt.js";
import { hunt as run, type Outcome } from "./hunt.js";

/** A home directory with the profile `lab`, whose token was created for the test. */
export interface RotationHome {
  readonly HOME: string;
  /** Path of the file of the profiles. */
  readonly profile: string;
  /** Runs `hunt token rotate --yes`. */
  readonly rotate: (...args: string[]) => Promise<Outcome>;
  /** Returns the token of the profile. */
  readonly readToken: () => string;
  /** Returns the paths of the journals of rotations. */
  readonly listJournals: () => string[];
}

/** Functions for tests of rotations, which ask the sandbox itself. */
export function createRotationKit({ sandbox }: AtHunt) {
  const request = (path: string, authorization: string, body?: object) =>
    fetch(`${sandbox().api}/${path}`, {
      headers: { authorization, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
  const listTokens = () =>
    sandbox()
      .records("AccessTokens")
      .map(({ id, description }) => ({ id, description: String(description) }));
  const createToken = async (description: string): Promise<string> => {
    const response = await request("users/me/accessTokens", sandbox().tokens.admin, { description });
    return ((await response.json()) as { token: string }).token;
  };
  return {
    /** Creates a token of the admin, and returns its value. */
    createToken,
    /** Returns whether HUNT accepts a token. */
    isValid: async (token: string): Promise<boolean> => (await request("users/me", token)).ok,
    /** Returns the descriptions of all tokens, with the marks of rotations. */
    listDescriptions: (): string[] => listTokens().map(({ description }) => description),
    /** Returns the IDs of the tokens with a description, without the mark of a rotation, oldest first. */
    findIds: (wanted: string): string[] =>
      listTokens()
        .filter(({ description }) => splitDescription(description).description === wanted)
        .map(({ id }) => id),
    /** Creates a home directory with a profile, whose token has this description. */
    createHome: async (description: string): Promise<RotationHome> => {
      const HOME = temporaryDirectory();
      const token = await createToken(description);
      const profile = join(HOME, ".config/huntkit/profiles.json");
      mkdirSync(dirname(profile), { recursive: true });
      const lab = { instance: sandbox().url, token, description };
      writeFileSync(profile, JSON.stringify({ current: "lab", profiles: { lab } }), { mode: 0o600 });
      return {
        HOME,
        profile,
        rotate: (...args) => run(["token", "rotate", "--yes", ...args], { env: { HOME } }),
        readToken: () =>
          (JSON.parse(readFileSync(profile, "utf8")) as { profiles: { lab: { token: string } } }).profiles.lab
            .token,
        listJournals: () =>
          readdirSync(dirname(profile))
            .filter((name) => name.startsWith("rotation-"))
            .map((name) => join(dirname(profile), name)),
      };
    },
  };
}
