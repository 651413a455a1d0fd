import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";

const { hunt } = atHunt();

const alert = "8acc9458-1bfe-4902-956a-7c12b1df4436";

describe("a misspelled name", () => {
  it.each([
    ["Did you mean Terminate Process?", ["respond", "SRV-LEI-0012", "--extension", "Terminate Proces"]],
    ["Did you mean Delete File?", ["alert", "respond", alert, "--extension", "DeleteFile", "--unproven"]],
    ["Did you mean Lakeside Foods?", ["target", "create", "x", "--organization", "Lakeside Food"]],
    ["Did you mean Branch offices?", ["target", "create", "x", "--controller-group", "Branch office"]],
    ["Did you mean Lyon servers?", ["target", "get", "Lyon server"]],
    ["Did you mean analyst?", ["token", "create", "--description", "x", "--user", "analist"]],
    ["Did you mean Administration scripts?", ["token", "revoke", "Administration script"]],
    ["Did you mean Lakeside Foods?", ["organization", "get", "lakeside-foods"]],
  ] as const)("gets the nearest name as an answer: %s", async (question, args) => {
    const { code, stdout, stderr } = await hunt(args);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`found.\n${question} `);
  });
});
