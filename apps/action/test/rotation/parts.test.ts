import { ApiToken, type TokenRecord } from "@huntkit/core";
import { splitDescription } from "@huntkit/core/internal";
import { startGitHub } from "@huntkit/test-kit";
import { assert, boolean, nat, property } from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectToGitHub } from "../../src/clients.js";
import { findOrphans, type RotationSnapshot } from "../../src/rotation/find-orphans.js";
import { seal } from "../../src/rotation/seal.js";
import { createSecretPlace } from "../../src/rotation/secret-place.js";
import { RotationDescription } from "../../src/rotation/rotation-description.js";
import { isNewerThanSecret, findTokenInSecret } from "../../src/rotation/token-in-secret.js";
import { nowhere, run, unknownToken } from "../helpers.js";

const repository = { owner: "octo", repo: "repo" };
const place = createSecretPlace("hunt_token", "repository", repository, "github.com");
const descriptions = new RotationDescription(place);
const minuteMs = 60_000;
const noon = Date.parse("2026-03-01T12:00:00Z");
const record = (text: string | null): TokenRecord => ({
  handle: text,
  ...splitDescription(text ?? ""),
  userId: null,
  lastUsedAt: null,
  lifetime: { kind: "unknown" },
});
/** A token of a rotation that was created this number of minutes after noon. */
const createdAt = (minutes: number, old: TokenRecord | null = null) =>
  record(descriptions.format("Release pipeline", noon + minutes * minuteMs, old));
/** A secret that was written and read this number of minutes after noon. */
const seen = (updatedAt: number, readAt: number) => ({
  updatedAt: new Date(noon + updatedAt * minuteMs).toISOString(),
  readAt: noon + readAt * minuteMs,
});

describe("seal", () => {
  /** Starts a GitHub whose server opens sealed values with libsodium. */
  async function startWithSecret() {
    const github = await startGitHub({ secrets: [{ owner: "octo/repo", name: "X", value: "" }] });
    onTestFinished(() => github.stop());
    const octokit = await connectToGitHub(github.tokens.secrets, { GITHUB_API_URL: github.url });
    const { data } = await octokit.request("GET /repos/octo/repo/actions/secrets/public-key");
    return { github, octokit, publicKey: data };
  }

  it.each([
    ["empty", ""],
    ["one letter", "a"],
    ["a token", unknownToken],
    ["not ASCII", "nëw ☃"],
    ["48,000 letters", "x".repeat(48_000)],
  ])("encrypts a string so that libsodium decrypts it: %s", async (_, text) => {
    const { github, octokit, publicKey } = await startWithSecret();

    await octokit.request("PUT /repos/octo/repo/actions/secrets/X", {
      encrypted_value: seal(text, publicKey.key),
      key_id: publicKey.key_id,
    });

    expect(github.secrets()[0]?.value).toBe(text);
  });

  it("encrypts the same string differently each time", async () => {
    const { publicKey } = await startWithSecret();

    expect(seal("a", publicKey.key)).not.toBe(seal("a", publicKey.key));
  });
});

describe("RotationDescription.getCreationTime", () => {
  it("returns the creation time of a token that a rotation created for the secret", () => {
    expect(descriptions.getCreationTime(createdAt(0))).toBe(noon);
  });

  it.each([
    null,
    "",
    "Release pipeline",
    `${descriptions.format("Release pipeline", noon, null)} `,
    "Release pipeline [huntkit:8254e8]",
  ])("returns null for a description without the mark of a rotation: %j", (text) => {
    expect(descriptions.getCreationTime(record(text))).toBeNull();
  });

  describe.each([
    ["another name", createSecretPlace("OTHER", "repository", repository, "github.com")],
    [
      "an environment",
      createSecretPlace("HUNT_TOKEN", "environment:eu/production", repository, "github.com"),
    ],
    ["Dependabot", createSecretPlace("HUNT_TOKEN", "dependabot", repository, "github.com")],
    ["an organization", createSecretPlace("HUNT_TOKEN", "organization:octo", repository, "github.com")],
    [
      "another repository",
      createSecretPlace("HUNT_TOKEN", "repository", { owner: "octo", repo: "repo2" }, "github.com"),
    ],
    ["another server", createSecretPlace("HUNT_TOKEN", "repository", repository, "ghe.example.org")],
    ["another port", createSecretPlace("HUNT_TOKEN", "repository", repository, "ghe.example.org:8443")],
  ])("for a secret with %s", (_, otherPlace) => {
    const other = new RotationDescription(otherPlace);
    const ofOther = record(other.format("Release pipeline", noon, null));

    it("returns null for a token of a rotation for another secret", () => {
      expect(descriptions.getCreationTime(ofOther)).toBeNull();
      expect(other.getCreationTime(createdAt(0))).toBeNull();
    });

    it("returns the creation time of a token of a rotation for the same secret", () => {
      expect(other.getCreationTime(ofOther)).toBe(noon);
    });
  });
});

const token = new ApiToken(unknownToken);
const used = (of: TokenRecord, minutesAgo: number | null) => ({
  ...of,
  lastUsedAt: minutesAgo === null ? null : new Date(noon - minutesAgo * minuteMs).toISOString(),
});
/** The token of this run. HUNT reports that it was used now. */
const inUse = used(record("Release pipeline"), 0);
const unmatched: RotationSnapshot["health"] = {
  checkedAt: new Date(noon).toISOString(),
  match: null,
};
/** Finds the orphans if the check of the token was at noon. */
const find = (
  records: TokenRecord[],
  secret: ReturnType<typeof seen>,
  revokeOld = true,
  health = unmatched,
) => findOrphans({ records, descriptions, secret, token, health, revokeOld });

describe("findOrphans", () => {
  it.each([
    ["created 61 minutes ago, and the secret was not written since", 0, -1_000, 61],
    ["created more than 30 minutes before the last write to the secret", 0, 31, 100_000],
  ])("returns a token of a rotation that was not stored: %s", (_, created, updated, readAt) => {
    const orphan = createdAt(created);

    expect(find([orphan, inUse], seen(updated, readAt))).toEqual([orphan]);
  });

  it.each([
    ["created 59 minutes ago, so its run may be in progress", 0, -1_000, 59],
    ["created when the secret was last written", 0, 2, 100_000],
    ["created 30 minutes before the last write to the secret", 0, 30, 100_000],
  ])("does not return a token of a rotation that may be stored: %s", (_, created, updated, readAt) => {
    expect(find([createdAt(created), inUse], seen(updated, readAt))).toEqual([]);
  });

  describe("a token that is older than the last write to the secret", () => {
    const old = createdAt(-1_000);
    const written = seen(-100, 0);

    it("returns an older token if HUNT reports uses, and none of this token", () => {
      expect(find([old, inUse], written)).toEqual([old]);
    });

    it("returns an older token if only the run that created it used it", () => {
      expect(find([used(old, 999), inUse], written)).toEqual([used(old, 999)]);
    });

    it("does not return an older token that was used after the run that created it", () => {
      expect(find([used(old, 984), inUse], written)).toEqual([]);
    });

    it("does not return an older token if HUNT does not report uses", () => {
      expect(find([old], written)).toEqual([]);
    });

    it("does not return an older token if HUNT reports uses late", () => {
      expect(find([old, used(inUse, 100)], written)).toEqual([]);
    });
  });

  describe("the token in use", () => {
    const created = createdAt(-90);
    const written = seen(-1_000, 0);
    const findMatched = (by: "only" | "description" | "handle" | "earliest") =>
      find([created, inUse], written, true, {
        ...unmatched,
        match: { by, candidates: 1, handle: created.handle },
      });

    it("does not return the token with the value that this run uses", () => {
      expect(find([{ ...created, handle: new ApiToken(unknownToken) }, inUse], written)).toEqual([]);
    });

    it.each(["only", "description", "handle"] as const)(
      "does not return the token that the check identified: by %s",
      (by) => {
        expect(findMatched(by)).toEqual([]);
      },
    );

    it("returns a token that is only the check's guess among several", () => {
      expect(findMatched("earliest")).toEqual([created]);
    });

    it("does not return a token that was used during the check", () => {
      expect(find([used(created, 1), inUse], written)).toEqual([]);
    });
  });

  it("does not return a replaced token if replaced tokens are kept", () => {
    expect(find([createdAt(0)], seen(5_000, 10_000), false)).toEqual([]);
  });

  it("returns a token that was never stored even if replaced tokens are kept", () => {
    expect(find([createdAt(0)], seen(-5_000, 10_000), false)).toHaveLength(1);
  });

  describe("a token whose revocation was interrupted", () => {
    const old = used(record("old-handle"), 70);
    const stored = used(createdAt(-70, old), 0);
    const written = seen(-69, 0);

    it("returns the token that the stored one replaced", () => {
      expect(find([old, stored, record("other")], written)).toEqual([old]);
    });

    it.each<[string, TokenRecord[], ReturnType<typeof seen>, boolean]>([
      ["replaced tokens are kept", [old, stored], written, false],
      ["it was used during this run", [used(old, 1), stored], written, true],
      ["this run does not use the stored one", [old, used(stored, 70)], written, true],
      ["HUNT does not report uses", [used(old, null), used(stored, null)], written, true],
      ["the rotation may be in progress", [old, stored], seen(-69, -11), true],
      ["the secret was written later", [old, stored], seen(-5, 0), true],
    ])("does not return the token that the stored one replaced if %s", (_, records, secret, revokeOld) => {
      expect(find(records, secret, revokeOld)).toEqual([]);
    });
  });

  it("never returns the token that the last write stored", () => {
    assert(
      property(nat(15 * 60), nat(1_000_000), boolean(), (storedAfterSeconds, readAfterMinutes, revokeOld) => {
        const stored = createdAt(0);
        const state = seen(storedAfterSeconds / 60, storedAfterSeconds / 60 + readAfterMinutes);
        expect(find([stored, inUse], state, revokeOld)).toEqual([]);
      }),
    );
  });
});

describe("findTokenInSecret", () => {
  const health = { checkedAt: new Date(noon).toISOString(), match: null, description: null } as Parameters<
    typeof findTokenInSecret
  >[2];
  const findStored = (records: TokenRecord[], description?: string) =>
    findTokenInSecret(records, token, health, descriptions, seen(-1_000, 0).updatedAt, description);

  it("prefers the token with the value in the secret", () => {
    const own = { ...record("x"), handle: new ApiToken(unknownToken) };

    expect(findStored([createdAt(-1_000), own])).toBe(own);
  });

  it("returns the token that a rotation created when the secret was last written", () => {
    const stored = createdAt(-1_001);

    expect(findStored([record("Release pipeline"), stored, createdAt(-9_000)])).toBe(stored);
  });

  it.each<[string, TokenRecord[], string?]>([
    ["there is none", []],
    ["there are two", [record("a"), record("b")]],
    ["one of two has no description", [record("a"), record(null)]],
    ["two have the description", [record("a"), record("a")], "a"],
    ["one of two is that of an old rotation", [record("a"), createdAt(-9_000)]],
  ])("returns null if several tokens may be in the secret, or none: %s", (_, records, description) => {
    expect(findStored(records, description)).toBeNull();
  });

  it("returns the token with the description", () => {
    expect(findStored([record("a"), record("b")], "b")?.description).toBe("b");
  });

  it("returns the only token that is not too new for the secret", () => {
    expect(findStored([record("a"), createdAt(-5)])?.description).toBe("a");
  });

  it("returns the only token even if a rotation created it long before the last write", () => {
    const only = createdAt(-9_000);

    expect(findStored([only])).toBe(only);
  });
});

describe("isNewerThanSecret", () => {
  const dated = (minutes: number): TokenRecord => ({
    ...record("a"),
    lifetime: {
      kind: "dated",
      createdAt: new Date(noon + minutes * minuteMs).toISOString(),
      expiresAt: "2030-01-01T00:00:00.000Z",
    },
  });
  const isNewer = (created: TokenRecord) => isNewerThanSecret(created, descriptions, seen(0, 0).updatedAt);

  it.each([
    ["a token from long before", dated(-1_000)],
    ["a token from a minute later", dated(1)],
    ["a rotation's token from a minute later", createdAt(1)],
    ["a token without a date", record("a")],
  ])("returns false for %s", (_, created) => {
    expect(isNewer(created)).toBe(false);
  });

  it.each([
    ["a token from more than a minute later", dated(1.1)],
    ["a rotation's token from more than a minute later", createdAt(1.1)],
  ])("returns true for %s", (_, created) => {
    expect(isNewer(created)).toBe(true);
  });

  it("uses the time in the mark of a rotation's token, which is by GitHub's clock", () => {
    expect(isNewer({ ...dated(5), mark: createdAt(0).mark })).toBe(false);
  });
});

it("fails the step before the first request if GITHUB_SERVER_URL is not a URL", async () => {
  const inputs = {
    instance: nowhere,
    token: unknownToken,
    "rotate-days": "14",
    "secret-name": "HUNT_TOKEN",
    "secrets-token": "github_pat_example",
  };
  const { exitCode, annotations } = await run(inputs, {
    env: { GITHUB_API_URL: nowhere, GITHUB_REPOSITORY: "octo/repo", GITHUB_SERVER_URL: "ghe" },
  });

  expect(exitCode).toBe(1);
  expect(annotations).toEqual([
    {
      level: "error",
      title: "",
      message: expect.stringMatching(/^Invalid environment variable GITHUB_SERVER_URL\. GitHub Actions sets/),
    },
  ]);
});

describe("an invalid input of the rotation", () => {
  const good = {
    instance: nowhere,
    token: unknownToken,
    "rotate-days": "14",
    "secret-name": "HUNT_TOKEN",
    "secrets-token": "github_pat_example",
  };
  it.each([
    [
      "rotate-days",
      { "rotate-days": "soon" },
      /^Invalid value "soon" for 'rotate-days'\. Use a whole number from 1 to 330/,
    ],
    ["rotate-days", { "rotate-days": "331" }, /^Invalid value "331" for 'rotate-days'.* 365 days/],
    [
      "secret-name",
      { "secret-name": "HUNT-TOKEN" },
      /^Invalid value "HUNT-TOKEN" for 'secret-name'\. Use only the name/,
    ],
    [
      "secret-scope",
      { "secret-scope": "environment:" },
      /^Invalid value "environment:" for 'secret-scope'\. Use repository, dependabot, environment:<name>, or/,
    ],
    ["secrets-token", { "secrets-token": "" }, /^Input 'rotate-days' requires 'secrets-token'/],
    ["created", { created: "2026-01-01" }, /^Input 'rotate-days' cannot be used with 'created'/],
  ])("fails the step before the first request for an invalid value: %s %j", async (_, inputs, message) => {
    const { exitCode, annotations, outputs } = await run(
      { ...good, ...inputs },
      { env: { GITHUB_API_URL: nowhere } },
    );
    expect(exitCode).toBe(1);
    expect(annotations).toEqual([{ level: "error", title: "", message: expect.stringMatching(message) }]);
    expect(outputs).toEqual({});
  });
});
