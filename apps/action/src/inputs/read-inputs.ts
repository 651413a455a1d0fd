import { getInput, setSecret } from "@actions/core";
import { HuntInputError } from "@huntkit/core";
import { containsToken, formatDidYouMean, requireNoToken } from "@huntkit/core/internal";
import {
  checkCombinations,
  type ReadInput,
  inputDeclarations,
  type InputName,
  type Inputs,
} from "./inputs.js";
import type { InputDeclaration } from "./declaration.js";
import { readEvent } from "./event.js";
import { parseValue } from "./parse-value.js";

/**
 * Reads and checks all inputs. Secrets are masked before anything else is printed, even if they are not
 * valid.
 *
 * @param now milliseconds since 1970
 * @throws {HuntInputError} for the first input that is not valid or cannot be combined with the others
 */
export function readInputs(env: NodeJS.ProcessEnv, now: number): Inputs {
  for (const [name, { type }] of Object.entries(inputDeclarations))
    if (type === "secret" || type === "hunt-token") maskSecret(getInput(name));
  requireKnownNames(env);
  if (getInput("token") === "") throw new HuntInputError("token", "empty", explainEmptyToken(env));
  return parseInputs(getInput, now);
}

/**
 * Rejects an input that does not exist, because the step would succeed without what it asks for. GitHub only
 * warns. The runner passes each input as a variable, with its name in upper case (GitHub Docs, "Metadata
 * syntax for GitHub Actions").
 */
function requireKnownNames(env: NodeJS.ProcessEnv): void {
  const known = Object.keys(inputDeclarations);
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith("INPUT_")) continue;
    const name = variable.slice("INPUT_".length).toLowerCase();
    if (known.includes(name)) continue;
    const hint = formatDidYouMean(name, known);
    throw new HuntInputError(name, "unknown", `Input '${name}' does not exist. ${hint}`.trimEnd());
  }
}

/**
 * Parses and checks all inputs. An empty or blank input has its default value: GitHub passes an empty string
 * for a variable that is not set (GitHub Docs, "Contexts").
 *
 * @param now milliseconds since 1970
 * @throws {HuntInputError} for the first input that is not valid or cannot be combined with the others
 */
export function parseInputs(readRaw: ReadInput, now: number): Inputs {
  const read: ReadInput = (name) => readRaw(name).trim();
  const values = Object.entries(inputDeclarations).map(([name, declaration]) => [
    toCamelCase(name),
    parseInput(name, read(name as InputName), declaration, now),
  ]);
  const inputs = Object.fromEntries(values) as Inputs;
  for (const [name, { isData }] of Object.entries(inputDeclarations as Record<string, InputDeclaration>))
    if (isData && containsToken(read(name as InputName), inputs.token))
      throw new HuntInputError(
        name,
        "token",
        `Input '${name}' contains the API token. Remove it. The action adds the token to each request.`,
      );
  const { failDays, warnDays } = inputs;
  if (failDays > warnDays)
    throw new HuntInputError(
      "fail-days",
      "range",
      `Input 'fail-days' (${failDays}) is greater than 'warn-days' (${warnDays}), so the step would fail before it warns. Lower 'fail-days' or raise 'warn-days'.`,
    );
  checkCombinations(read);
  return inputs;
}

function parseInput(name: string, text: string, declaration: InputDeclaration, now: number): unknown {
  requireNoTokenIn(name, text, declaration);
  const given = text || String(declaration.default ?? "");
  if (given !== "" || declaration.required) return parseValue(given, name, declaration, now);
  return declaration.type === "names" ? [] : undefined;
}

/** Rejects a token, except in secrets, certificates, and data, which may contain strings of the same length. */
function requireNoTokenIn(name: string, text: string, { type, isData }: InputDeclaration): void {
  const isSecret = type === "secret" || type === "hunt-token";
  const isCertificate = type === "pem-file" && text.includes("-----BEGIN");
  if (!isSecret && !isCertificate && !isData) requireNoToken(name, text);
}

function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Masks a value, and each part of it that may be a token, for example in a pasted header. */
function maskSecret(text: string): void {
  const parts = text.match(/[A-Za-z0-9]{16,}/g) ?? [];
  const secrets = [text, ...parts].filter((secret) => secret.length >= 8);
  // GitHub's masks are case-sensitive, but GitHub shows some names in upper case.
  const forms = secrets.flatMap((secret) => [secret, secret.toLowerCase(), secret.toUpperCase()]);
  for (const form of new Set(forms)) setSecret(form);
}

const secretChecklist =
  "Check that the name of the secret is correct, that the secret exists in this repository or " +
  "organization, and, if it belongs to an environment, that the job sets that environment.";

/**
 * Explains why a secret is empty. GitHub does not pass secrets to runs that outsiders trigger, and evaluates
 * a secret that does not exist to an empty string (GitHub Docs, "Using secrets in GitHub Actions").
 */
function explainEmptyToken(env: NodeJS.ProcessEnv): string {
  return `Input 'token' is required, but empty. ${explainLikelyCause(env)}`;
}

function explainLikelyCause(env: NodeJS.ProcessEnv): string {
  if (env["GITHUB_ACTOR"] === "dependabot[bot]") {
    return (
      "Dependabot triggered this run, so only Dependabot secrets are available. " +
      `Store the token as a Dependabot secret too, or skip this step for Dependabot. ${secretChecklist}`
    );
  }
  if (isFork(env)) {
    return (
      "Secrets are not available to pull requests from forks. " +
      "Skip this step for them, and check the token on push and on a schedule."
    );
  }
  return `${secretChecklist} Pull requests from forks have no access to secrets, and Dependabot only to Dependabot secrets.`;
}

function isFork(env: NodeJS.ProcessEnv): boolean {
  const isPullRequest = env["GITHUB_EVENT_NAME"]?.startsWith("pull_request") ?? false;
  return isPullRequest && readEvent(env).pull_request?.head?.repo?.fork === true;
}
