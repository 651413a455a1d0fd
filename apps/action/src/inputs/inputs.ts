import { readFileSync } from "node:fs";
import * as core from "@actions/core";
import { ApiToken, HuntInputError, parseInstant } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { explainEmptyToken } from "./empty-token.js";
import { readFlag, readText, readWholeNumber } from "./read.js";

/** The two inputs that the date of the secret takes. */
export type SecretDateInput = "secret-name" | "secrets-token";

/** The action's inputs, checked. */
export interface Inputs {
  instance: string;
  token: ApiToken;
  /** Whole days. */
  warnDays: number;
  /** Whole days, at most `warnDays`. */
  failDays: number;
  description: string | undefined;
  /** ISO 8601. */
  created: string | undefined;
  /** PEM. */
  ca: string | undefined;
  /** The one that is empty where the other one is given. */
  missingForSecretDate: SecretDateInput | undefined;
  timeoutMs: number;
  /** Whether to check the token before anything else. */
  check: boolean;
}

/**
 * Reads and checks all inputs. The token is masked before anything else happens, whatever else is wrong.
 *
 * @throws {HuntInputError} that names the first input that cannot be used
 */
export function readInputs(env: Environment): Inputs {
  const token = readToken(env);
  const warnDays = readWholeNumber("warn-days", 0);
  const failDays = readWholeNumber("fail-days", 0);
  if (failDays > warnDays) {
    throw new HuntInputError(
      "fail-days",
      "range",
      `fail-days: ${failDays} is more than warn-days (${warnDays}), so the step would fail before it ever warned. Lower it, or raise warn-days.`,
    );
  }
  return {
    instance: core.getInput("instance"),
    token,
    warnDays,
    failDays,
    description: readText("token-description"),
    created: readCreated(core.getInput("created")),
    ca: readCertificates(core.getInput("ca")),
    missingForSecretDate: readMissingForSecretDate(),
    timeoutMs: readWholeNumber("timeout-seconds", 1) * 1000,
    check: readFlag("check", true),
  };
}

/** Masks whatever was passed, and each part of it that may be a token with something pasted around it. */
function readToken(env: Environment): ApiToken {
  const text = core.getInput("token");
  const parts = text.match(/[A-Za-z0-9]{16,}/g) ?? [];
  for (const secret of new Set([text, ...parts])) if (secret.length >= 8) core.setSecret(secret);
  if (text === "") throw new HuntInputError("token", "empty", explainEmptyToken(env));
  return new ApiToken(text);
}

/** No error: runs of forks and of Dependabot's see no secrets, so that secrets-token arrives empty there. */
function readMissingForSecretDate(): SecretDateInput | undefined {
  const isNamed = readText("secret-name") !== undefined;
  const isReadable = readText("secrets-token") !== undefined;
  if (isNamed === isReadable) return undefined;
  return isNamed ? "secrets-token" : "secret-name";
}

function readCreated(text: string): string | undefined {
  if (text === "") return undefined;
  const created = parseInstant(text);
  if (created === null) {
    throw new HuntInputError(
      "created",
      "date",
      `created: "${text}" is no date. Write the day on which the token was created like 2026-03-31.`,
    );
  }
  if (created > Date.now()) {
    throw new HuntInputError(
      "created",
      "future",
      `created: ${text} is in the future (UTC). Write the day on which the token was created, not the day on which it expires.`,
    );
  }
  return text;
}

function readCertificates(text: string): string | undefined {
  if (text === "" || text.includes("-----BEGIN")) return text || undefined;
  try {
    return readFileSync(text, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new HuntInputError(
      "ca",
      "file",
      `ca: no file can be read at "${text}" (${code}). Pass PEM text, or the path of a file with it that an earlier step made.`,
    );
  }
}
