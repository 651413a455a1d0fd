import type { HuntClient, TokenHealth, TokenRecord } from "@huntkit/core";
import type { RotationFailure, RotationResult } from "@huntkit/core/rotation";
import { describe, expect, it } from "vitest";
import { secretPlace } from "../../src/rotation/secret-place.js";
import {
  rotationCard,
  sayDryRun,
  sayRotated,
  sayStopped,
  sayUnderWay,
  sayUnfit,
} from "../../src/rotation/texts.js";

const place = secretPlace("HUNT_TOKEN", "repository", { owner: "octo", repo: "repo" }, "github.com");
const record = { handle: "new-id", description: "new token", mark: null } as TokenRecord;
const client = {} as HuntClient;
const failure: RotationFailure = {
  step: "write store",
  reason: new Error("GitHub could not be reached."),
  isSuperseded: false,
};
type Stopped = Parameters<typeof sayStopped>[0];

describe("a finished rotation", () => {
  const rotated = { outcome: "rotated", old: "revoked", client, record } as const;

  it("names the new token, the old one, and the secret", () => {
    const finding = sayRotated(rotated, "old token", place, true);

    expect(finding).toMatchObject({ level: "notice", code: null });
    expect(finding.message).toContain('"new token"');
    expect(finding.message).toContain('"old token" was revoked');
    expect(finding.message).toContain("HUNT_TOKEN");
  });

  it("is a notice if the old token was kept on purpose", () => {
    const finding = sayRotated({ ...rotated, old: "kept" }, null, place, false);

    expect(finding).toMatchObject({ level: "notice", code: null });
    expect(finding.message).toContain("revoke-old: false");
  });

  it("is a warning if it is unknown which token was the old one", () => {
    const finding = sayRotated({ ...rotated, old: "kept" }, null, place, true);

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.advice).toContain("Revoke the old token in HUNT");
  });

  it("is a warning with the reason if the old token could not be revoked", () => {
    const left: RotationResult = {
      outcome: "old token left",
      client,
      record,
      error: new Error("403"),
    };

    const finding = sayRotated(left, "old token", place, true);

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.message).toContain('"old token" could not be revoked: 403');
  });
});

describe("a rotation that stopped", () => {
  const attention = { outcome: "needs attention", failure } as const;

  it.each<[string, Stopped, RegExp]>([
    ["created no token", { outcome: "not created", failure }, /No token was made/],
    ["revoked the new token", { outcome: "rolled back", failure, record }, /new token was revoked/],
    [
      "could not revoke the new token",
      { ...attention, left: "new token", record, error: new Error("503") },
      /"new token" could not be revoked \(503\)/,
    ],
    [
      "does not know whether the secret was written",
      { ...attention, left: "both tokens", record, detail: null },
      /may have stored the new token "new token" or not/,
    ],
    [
      "knows why it does not know that",
      { ...attention, left: "both tokens", record, detail: "It was written at noon." },
      /It was written at noon\./,
    ],
    [
      "may have created a token that is not listed",
      { ...attention, left: "maybe created", description: "lost token", search: "not listed" },
      /does not list one yet/,
    ],
    [
      "may have created a token, and the list could not be read",
      { ...attention, left: "maybe created", description: "lost token", search: new Error("403") },
      /"lost token" in its list/,
    ],
  ])("is an error that names the reason, and what is left: it %s", (_, stopped, left) => {
    const finding = sayStopped(stopped);

    expect(finding).toMatchObject({ level: "error", code: "ACTION_ROTATION_FAILED" });
    expect(finding.message).toContain("GitHub could not be reached.");
    expect(finding.message).toMatch(left);
  });

  it("is a warning if the secret has the new token, and the old one was left", () => {
    const finding = sayStopped({ ...attention, left: "old token", client, record });

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_OLD_TOKEN_LEFT" });
    expect(finding.message).toContain('"new token"');
  });

  it("is a warning if another run rotates the token", () => {
    const superseded = { ...failure, isSuperseded: true };

    const finding = sayStopped({ outcome: "rolled back", failure: superseded, record });

    expect(finding).toMatchObject({ level: "warning", code: "ACTION_ROTATION_SUPERSEDED" });
    expect(finding.advice).toContain("concurrency group");
  });
});

describe("a rotation that did not begin", () => {
  it("is an error if it was due, and a warning if there is time", () => {
    const error = new Error("The secret does not exist.");

    expect(sayUnfit(error, true)).toMatchObject({ level: "error", code: "ACTION_ROTATION_FAILED" });
    expect(sayUnfit(error, false)).toMatchObject({ level: "warning", code: "ACTION_ROTATION_BLOCKED" });
    for (const isDue of [true, false])
      expect(sayUnfit(error, isDue).message).toContain("The secret does not exist.");
  });

  it("names the token of another run", () => {
    expect(sayUnderWay("their token")).toMatchObject({
      level: "warning",
      code: "ACTION_ROTATION_IN_PROGRESS",
      message: expect.stringContaining('"their token"') as string,
    });
  });

  it("shows in a dry run what would become of the old token", () => {
    const say = (oldName: string | null, revokeOld: boolean) =>
      sayDryRun(3, 14, oldName, place, revokeOld).message;

    expect(say("old token", true)).toContain('The old one, "old token", would be revoked.');
    expect(say(null, true)).toContain("The old one would be left");
    expect(say("old token", false)).toContain("revoke-old: false");
  });
});

describe("the card of a rotation", () => {
  const finding = { code: null, level: "notice", title: "Replaced", message: "", advice: "" } as const;
  const health = {
    fingerprint: "0a1b2c3d",
    checkedAt: "2026-03-01T12:00:00.000Z",
    expiresAt: "2027-03-01T12:00:00.000Z",
    daysLeft: 365,
    source: "hunt",
    match: { by: "handle", handle: "D13B3F2C-2b1a-4c53-9d1e-2f6f0b1c7a55", candidates: 1 },
  } as TokenHealth;

  it("has the secret, the new token, its ID, and its expiry date", () => {
    const card = rotationCard(finding, place, record, health);

    expect(card).toContain("### 🔁 Replaced");
    expect(card).toMatch(/Secret.*HUNT_TOKEN/);
    expect(card).toMatch(/New token.*new token/);
    expect(card).toMatch(/\| ID \| `d13b3f2c`/);
    expect(card).toMatch(/Expires.*2027/);
  });

  it("has no row for a date that is unknown, and shows a warning", () => {
    const undated = { ...health, expiresAt: null, daysLeft: null } as TokenHealth;

    const card = rotationCard({ ...finding, level: "warning" }, place, record, undated);

    expect(card).toContain("### ⚠️ Replaced");
    expect(card).not.toContain("Expires");
  });
});
