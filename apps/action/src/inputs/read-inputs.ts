import { getInput, setSecret } from "@actions/core";
import { HuntInputError } from "@huntkit/core";
import type { Environment } from "../environment.js";
import { checkCombinations, type ReadInput } from "./check-combinations.js";
import type { InputDeclaration } from "./declaration.js";
import { explainEmptyToken } from "./empty-token.js";
import { inputDeclarations, type InputName, type Inputs } from "./inputs.js";
import { parseValue } from "./parse-value.js";

/**
 * Reads and checks all inputs. Secrets are masked before anything else is printed, even if they are not valid.
 *
 * @throws {HuntInputError} for the first input that is not valid, or does not fit the others
 */
export function readInputs(env: Environment): Inputs {
  for (const [name, { type }] of Object.entries(inputDeclarations))
    if (type === "secret" || type === "hunt-token") maskSecret(getInput(name));
  if (getInput("token") === "") throw new HuntInputError("token", "empty", explainEmptyToken(env));
  return parseInputs(getInput, Date.now());
}

/**
 * Parses and checks all inputs. An empty input has its default value.
 *
 * @param now milliseconds since 1970
 * @throws {HuntInputError} for the first input that is not valid, or does not fit the others
 */
export function parseInputs(read: ReadInput, now: number): Inputs {
  const values = Object.entries(inputDeclarations).map(([name, declaration]) => [
    toCamelCase(name),
    parseInput(name, read(name as InputName), declaration, now),
  ]);
  const inputs = Object.fromEntries(values) as Inputs;
  const { failDays, warnDays } = inputs;
  if (failDays > warnDays)
    throw new HuntInputError(
      "fail-days",
      "range",
      `Input 'fail-days' (${failDays}) is more than 'warn-days' (${warnDays}), so the step would fail before it warns. Lower 'fail-days' or raise 'warn-days'.`,
    );
  checkCombinations(read);
  return inputs;
}

function parseInput(name: string, text: string, declaration: InputDeclaration, now: number): unknown {
  const given = text || String(declaration.default ?? "");
  if (given !== "" || declaration.required) return parseValue(given, name, declaration, now);
  return declaration.type === "names" ? [] : undefined;
}

function toCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Masks a value, and each part of it that may be a token with something pasted around it. */
function maskSecret(text: string): void {
  const parts = text.match(/[A-Za-z0-9]{16,}/g) ?? [];
  for (const secret of new Set([text, ...parts])) if (secret.length >= 8) setSecret(secret);
}
