import type { HuntClient, TokenHealth, TokenRecord } from "@huntkit/core";
import type { RotationFailure, RotationResult } from "@huntkit/core/rotation";
import { describe, expect, it } from "vitest";
import { createSecretPlace } from "../../src/rotation/secret-place.js";
import {
  formatRotationCard,
  describeDryRun,
  describeRotated,
  describeStopped,
  describeInProgress,
  describeUnusableSecret,
} from "../../src/rotation/texts.js";

const place = createSecretPlace("HUNT_TOKEN", "repository", { owner: "octo", repo: "repo" }, "github.com");
const record = { handle: "new-id", description: "new token", mark: null } as TokenRecord;
const client = {} as HuntClient;
const failure: RotationFailure = {
  step: "write store",
  reason: new Error("GitHub could not be reached."),
  isSuperseded: false,
};
type Stopped = Parameters<typeof describeStopped>[0];

describe("describeRotated", () => {
  const rotated = { outcome: "rotated", old: "revoked", client, record } as const;

  it("names the new token, the revoked token, and the secret", () => {
    const finding = describeRotated(rotated, "old token", place, true);

    expect(finding).toMatchObject({ level: "notice", code: null });
    expect(finding.message).toContain('"new token"');
    expect(finding.message).toContain('"old token" was revoked');
    expect(finding.message).toContain("HUNT_TOKEN");
  });

  it("returns a notice if the old token was kept because of revoke-old", () => {
    const finding = describeRotated({ ...rotated, old: "kept" }, null, place, false);

    expect(finding).toMatchObject({ level: "notice", code: null });
    expect(finding.message).toContain("The old token is still valid, because 'revoke-old' is false.");
  });

  it("returns a warning if it is unknown which token was the old one", () => {
    const finding = describeRotated({ ...rotated, old: "kept" }, null, place, true);

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.advice).toContain("The old token was not revoked");
  });

  it("returns a warning if the old token was not confirmed", () => {
    const finding = describeRotated({ ...rotated, old: "unconfirmed" }, "busy", place, true);

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.advice).toBe(
      "The old token was not revoked, because its last use in HUNT did not change with exactly the requests of this run. " +
        "Another program uses it, too, or it is another token. Revoke it in HUNT.",
    );
  });

  it("returns a warning with the reason if the old token could not be revoked", () => {
    const left: RotationResult = {
      outcome: "old token left",
      client,
      record,
      error: new Error("403"),
    };

    const finding = describeRotated(left, "old token", place, true);

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.message).toContain('"old token" could not be revoked: 403');
  });
});

describe("describeStopped", () => {
  const attention = { outcome: "needs attention", failure } as const;

  it.each<[string, Stopped, RegExp]>([
    ["no token was created", { outcome: "not created", failure }, /No token was created/],
    ["the new token was revoked", { outcome: "rolled back", failure, record }, /new token was revoked/],
    [
      "the new token could not be revoked",
      { ...attention, left: "new token", record, error: new Error("503") },
      /"new token" could not be revoked \(503\)/,
    ],
    [
      "it is unknown if the secret was written",
      { ...attention, left: "both tokens", record, detail: null },
      /It is unknown if the new token "new token" was stored, so neither it nor the old one was revoked\./,
    ],
    [
      "there is a detail about the secret",
      { ...attention, left: "both tokens", record, detail: "It was written at noon." },
      /It was written at noon\./,
    ],
    [
      "HUNT may have created a token that is not listed",
      { ...attention, left: "maybe created", description: "lost token", search: "not listed" },
      /HUNT does not list a new token\. If it appears later/,
    ],
    [
      "HUNT may have created a token, and the list could not be read",
      { ...attention, left: "maybe created", description: "lost token", search: new Error("403") },
      /its description is "lost token"/,
    ],
  ])("returns an error with the reason and what remains to do: %s", (_, stopped, left) => {
    const finding = describeStopped(stopped);

    expect(finding).toMatchObject({ level: "error", code: "ACTION_ROTATION_FAILED" });
    expect(finding.message).toContain("GitHub could not be reached.");
    expect(finding.message).toMatch(left);
  });

  it("returns a warning if the secret has the new token, but the old one was not revoked", () => {
    const finding = describeStopped({ ...attention, left: "old token", client, record });

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.message).toContain('"new token"');
  });

  it("returns a warning if another run rotates the token", () => {
    const superseded = { ...failure, isSuperseded: true };

    const finding = describeStopped({ outcome: "rolled back", failure: superseded, record });

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_ROTATION_SUPERSEDED" });
    expect(finding.advice).toContain("concurrency group");
  });
});

describe("describeUnusableSecret", () => {
  const error = new Error("The secret does not exist.");

  it("returns an error if the rotation is due", () => {
    const finding = describeUnusableSecret(error, true);

    expect(finding.level).toBe("error");
    expect(finding.code).toBe("ACTION_ROTATION_FAILED");
    expect(finding.message).toBe("The secret does not exist. No token was created.");
  });

  it("returns a warning if the rotation is not due yet", () => {
    const finding = describeUnusableSecret(error, false);

    expect(finding.level).toBe("warning");
    expect(finding.code).toBe("ACTION_ROTATION_BLOCKED");
    expect(finding.message).toBe("The secret does not exist.");
  });
});

describe("describeInProgress", () => {
  it("returns a warning that names the token of the other run", () => {
    const finding = describeInProgress("their token");

    expect(finding.level).toBe("warning");
    expect(finding.code).toBe("ACTION_ROTATION_IN_PROGRESS");
    expect(finding.message).toContain('"their token"');
  });
});

describe("describeDryRun", () => {
  it.each<[string, string | null, boolean, string]>([
    ["it is known", "old token", true, 'It would revoke the old token "old token".'],
    ["it is unknown", null, true, "It would not revoke the old token, because it is unknown which"],
    ["revoke-old is false", "old token", false, "the old token, because 'revoke-old' is false."],
  ])("describes what a rotation would do with the old token: %s", (_, oldName, revokeOld, sentence) => {
    expect(describeDryRun(3, 14, oldName, place, revokeOld).message).toContain(sentence);
  });
});

describe("formatRotationCard", () => {
  const finding = { code: null, level: "notice", title: "Replaced", message: "", advice: "" } as const;
  const health = {
    fingerprint: "0a1b2c3d",
    checkedAt: "2026-03-01T12:00:00.000Z",
    expiresAt: "2027-03-01T12:00:00.000Z",
    daysLeft: 365,
    source: "hunt",
    match: { by: "handle", handle: "D13B3F2C-2b1a-4c53-9d1e-2f6f0b1c7a55", candidates: 1 },
  } as TokenHealth;

  it("shows the secret, the new token, its ID, and its expiry date", () => {
    const card = formatRotationCard(finding, place, record, health);

    expect(card).toContain("### 🔁 Replaced");
    expect(card).toMatch(/Secret.*HUNT_TOKEN/);
    expect(card).toMatch(/New token.*new token/);
    expect(card).toMatch(/\| ID \| `d13b3f2c`/);
    expect(card).toMatch(/Expires.*2027/);
  });

  it("omits an unknown expiry date, and shows the icon of a warning", () => {
    const undated = { ...health, expiresAt: null, daysLeft: null } as TokenHealth;

    const card = formatRotationCard({ ...finding, level: "warning" }, place, record, undated);

    expect(card).toContain("### ⚠️ Replaced");
    expect(card).not.toContain("Expires");
  });
});
