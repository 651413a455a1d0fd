import { ApiToken, splitDescription, type TokenRecord } from "@huntkit/core";
import { startGitHub } from "@huntkit/test-kit";
import { assert, boolean, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { connectToGitHub } from "../../src/clients.js";
import { findOrphans, type RotationSnapshot } from "../../src/rotation/find-orphans.js";
import { seal } from "../../src/rotation/seal.js";
import { secretPlace } from "../../src/rotation/secret-place.js";
import { RotationDescription } from "../../src/rotation/rotation-description.js";
import { isNewerThanSecret, findTokenInSecret } from "../../src/rotation/token-in-secret.js";
import { nowhere, run, unknownToken } from "../helpers.js";

const repository = { owner: "octo", repo: "repo" };
const place = secretPlace("hunt_token", "repository", repository, "github.com");
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
const madeAt = (minutes: number, old: TokenRecord | null = null) =>
  record(descriptions.format("Release pipeline", noon + minutes * minuteMs, old));
const seen = (updatedAt: number, readAt: number) => ({
  updatedAt: new Date(noon + updatedAt * minuteMs).toISOString(),
  readAt: noon + readAt * minuteMs,
});

describe("sealing", () => {
  it("gives what libsodium opens, whatever the text, and never the same twice", async () => {
    const github = await startGitHub({ secrets: [{ owner: "octo/repo", name: "X", value: "" }] });
    const octokit = await connectToGitHub(github.tokens.secrets, { GITHUB_API_URL: github.url });
    const { data } = await octokit.request("GET /repos/octo/repo/actions/secrets/public-key");
    const texts = ["", "a", unknownToken, "nëw ☃", "x".repeat(48_000)];
    for (const text of texts) {
      await octokit.request("PUT /repos/octo/repo/actions/secrets/X", {
        encrypted_value: seal(text, data.key),
        key_id: data.key_id,
      });
      expect(github.secrets()[0]?.value).toBe(text);
    }
    expect(seal("a", data.key)).not.toBe(seal("a", data.key));
    await github.stop();
  });
});

describe("the mark of a rotation's tokens", () => {
  it("tells when each was made, and is unlike that of any other secret", () => {
    expect(descriptions.getCreationTime(madeAt(0))).toBe(noon);
    const places = [
      ["OTHER", "repository"],
      ["HUNT_TOKEN", "environment:eu/production"],
      ["HUNT_TOKEN", "organization:octo"],
    ] as const;
    const others = [
      ...places.map(([name, scope]) => secretPlace(name, scope, repository, "github.com")),
      secretPlace("HUNT_TOKEN", "repository", { owner: "octo", repo: "repo2" }, "github.com"),
      ...["ghe.example.org", "ghe.example.org:8443"].map((host) =>
        secretPlace("HUNT_TOKEN", "repository", repository, host),
      ),
    ];
    for (const other of others) {
      expect(
        descriptions.getCreationTime(
          record(new RotationDescription(other).format("Release pipeline", noon, null)),
        ),
      ).toBeNull();
      expect(new RotationDescription(other).getCreationTime(madeAt(0))).toBeNull();
      expect(
        new RotationDescription(other).getCreationTime(
          record(new RotationDescription(other).format("Release pipeline", noon, null)),
        ),
      ).toBe(noon);
    }
    for (const text of [
      null,
      "",
      "Release pipeline",
      `${descriptions.format("Release pipeline", noon, null)} `,
      "Release pipeline [huntkit:8254e8]",
    ])
      expect(descriptions.getCreationTime(record(text))).toBeNull();
  });
});

const token = new ApiToken(unknownToken);
const used = (of: TokenRecord, minutesAgo: number | null) => ({
  ...of,
  lastUsedAt: minutesAgo === null ? null : new Date(noon - minutesAgo * minuteMs).toISOString(),
});
/** What this run holds, as far as HUNT's list tells of uses. */
const inUse = used(record("Release pipeline"), 0);
const unmatched: RotationSnapshot["health"] = {
  checkedAt: new Date(noon).toISOString(),
  match: null,
};
/** What is left over when HUNT checked the token at noon. */
const find = (
  records: TokenRecord[],
  secret: ReturnType<typeof seen>,
  revokeOld = true,
  health = unmatched,
) => findOrphans({ records, descriptions, secret, token, health, revokeOld });

describe("a leftover", () => {
  it.each([
    ["made 61 minutes ago, the secret not written since", 0, -1_000, 61, true],
    ["made 59 minutes ago: its run may go on", 0, -1_000, 59, false],
    ["stored when the secret was last written", 0, 2, 100_000, false],
    ["maybe stored late", 0, 30, 100_000, false],
    ["made long before the secret was last written", 0, 31, 100_000, true],
  ])("is a token %s: %#", (_, made, updated, asked, expected) => {
    const left = madeAt(made);
    expect(find([left, inUse], seen(updated, asked))).toEqual(expected ? [left] : []);
  });

  it("is made long before the secret was last written only where HUNT tells of uses, and of none but its own run's: that date moves without a new value", () => {
    const made = madeAt(-1_000);
    const written = seen(-100, 0);
    expect(find([made, inUse], written)).toEqual([made]);
    expect(find([used(made, 999), inUse], written), "its own run's").toEqual([used(made, 999)]);
    expect(find([used(made, 984), inUse], written), "the secret has held it").toEqual([]);
    expect(find([made], written), "HUNT does not tell of uses").toEqual([]);
    expect(find([made, used(inUse, 100)], written), "HUNT is late with telling").toEqual([]);
  });

  it("is never the token in force: the one of this value, the one that the check has found, one that was used just now", () => {
    const made = madeAt(-90);
    const older = seen(-1_000, 0);
    const found = (by: "only" | "description" | "handle" | "earliest") =>
      find([made, inUse], older, true, {
        ...unmatched,
        match: { by, candidates: 1, handle: made.handle },
      });
    expect(find([made, inUse], older)).toEqual([made]);
    expect(find([{ ...made, handle: new ApiToken(unknownToken) }, inUse], older)).toEqual([]);
    for (const by of ["only", "description", "handle"] as const) expect(found(by)).toEqual([]);
    expect(found("earliest"), "a guess").toEqual([made]);
    expect(find([used(made, 1), inUse], older)).toEqual([]);
  });

  it("is no replaced token where those shall live on", () => {
    expect(find([madeAt(0)], seen(5_000, 10_000), false)).toEqual([]);
    expect(find([madeAt(0)], seen(-5_000, 10_000), false)).toHaveLength(1);
  });

  it("is the token that the stored one was to replace, unless that may still be used, or shall live on", () => {
    const old = used(record("old-handle"), 70);
    const stored = used(madeAt(-70, old), 0);
    const written = seen(-69, 0);
    expect(find([old, stored, record("other")], written)).toEqual([old]);
    expect(find([old, stored], written, false), "replaced tokens live on").toEqual([]);
    expect(find([used(old, 1), stored], written), "put back by a person").toEqual([]);
    expect(find([old, used(stored, 70)], written), "not what this run holds").toEqual([]);
    expect(find([used(old, null), used(stored, null)], written), "HUNT does not tell of uses").toEqual([]);
    expect(find([old, stored], seen(-69, -11)), "its run may go on").toEqual([]);
    expect(
      find([old, stored], seen(-5, 0)),
      "the secret was written since: the value may be the same",
    ).toEqual([]);
  });

  it("is never the token that was stored by the last write, whenever it was made, stored and looked at", () => {
    assert(
      property(
        nat(15 * 60),
        nat(1_000_000),
        boolean(),
        (storedAfterSeconds, lookedAfterMinutes, revokeOld) => {
          const stored = madeAt(0);
          const state = seen(storedAfterSeconds / 60, storedAfterSeconds / 60 + lookedAfterMinutes);
          expect(find([stored, inUse], state, revokeOld)).toEqual([]);
        },
      ),
    );
  });
});

describe("the token in the secret", () => {
  const health = { checkedAt: new Date(noon).toISOString(), match: null, description: null } as Parameters<
    typeof findTokenInSecret
  >[2];
  const known = (records: TokenRecord[], description?: string) =>
    findTokenInSecret(records, token, health, descriptions, seen(-1_000, 0).updatedAt, description);

  it("is known by its value before all else", () => {
    const own = { ...record("x"), handle: new ApiToken(unknownToken) };
    expect(known([madeAt(-1_000), own])).toBe(own);
  });

  it("is the one that a rotation stored with the last write", () => {
    const stored = madeAt(-1_001);
    expect(known([record("Release pipeline"), stored, madeAt(-9_000)])).toBe(stored);
  });

  it("is nobody's guess: not one of two, and not the only described one beside a login's", () => {
    expect(known([record("a"), record("b")])).toBeNull();
    expect(known([record("a"), record(null)])).toBeNull();
    expect(known([record("a"), record("a")], "a")).toBeNull();
    expect(known([])).toBeNull();
  });

  it("is the one with the description that was asked for, or the only one that the secret can hold", () => {
    expect(known([record("a"), record("b")], "b")?.description).toBe("b");
    expect(known([record("a"), madeAt(-5)])?.description).toBe("a");
  });

  it("may be a rotation's though the secret was written long after: that moves its date without a new value", () => {
    expect(known([record("a"), madeAt(-9_000)])).toBeNull();
    const only = madeAt(-9_000);
    expect(known([only])).toBe(only);
  });

  it("was not made after the secret was last written, give or take a minute", () => {
    const created = (minutes: number): TokenRecord => ({
      ...record("a"),
      lifetime: {
        kind: "dated",
        createdAt: new Date(noon + minutes * minuteMs).toISOString(),
        expiresAt: "2030-01-01T00:00:00.000Z",
      },
    });
    const isNewer = (made: TokenRecord) => isNewerThanSecret(made, descriptions, seen(0, 0).updatedAt);
    expect([created(-1_000), created(1), madeAt(1), record("a")].map(isNewer)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([created(1.1), madeAt(1.1)].map(isNewer)).toEqual([true, true]);
    expect(isNewer({ ...created(5), mark: madeAt(0).mark }), "a rotation's, by GitHub's clock").toBe(false);
  });
});

it("a GITHUB_SERVER_URL that is no URL ends the step before anything is sent", async () => {
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
  expect({ exitCode, annotations }).toEqual({
    exitCode: 1,
    annotations: [
      { level: "error", title: "", message: expect.stringMatching(/^GITHUB_SERVER_URL: it is no URL/) },
    ],
  });
});

describe("a bad input ends the step before anything is sent:", () => {
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
    ["secret-name", { "secret-name": "HUNT-TOKEN" }, /^secret-name: "HUNT-TOKEN" is no name/],
    ["secret-scope", { "secret-scope": "environment:" }, /^secret-scope: "environment:" is no place/],
    ["secrets-token", { "secrets-token": "" }, /^Input 'rotate-days' requires 'secrets-token'/],
    ["created", { created: "2026-01-01" }, /^Input 'rotate-days' cannot be used with 'created'/],
  ])("%s %j", async (_, inputs, message) => {
    const { exitCode, annotations, outputs } = await run(
      { ...good, ...inputs },
      { env: { GITHUB_API_URL: nowhere } },
    );
    expect(exitCode).toBe(1);
    expect(annotations).toEqual([{ level: "error", title: "", message: expect.stringMatching(message) }]);
    expect(outputs).toEqual({});
  });
});
