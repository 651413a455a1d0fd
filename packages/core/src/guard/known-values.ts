import type { Field } from "@huntkit/catalog";
import { formatDidYouMean, isMisspelling } from "../errors/nearest-names.js";
import { quoteValue } from "../http/address.js";
import type { Comparison } from "./condition.js";
import { createDoubt, createMistake, type ValueMistake } from "./mistake.js";
import { exactOperators, patternOperators } from "./value-types.js";

/** Returns the first mistake in a comparison of a field with known values, or with values of a known form. */
export function checkKnownValues(comparison: Comparison, field: Field, subject: string): ValueMistake | null {
  const { path, operator, operands } = comparison;
  if (field.pattern !== undefined) return checkForm(comparison, new RegExp(field.pattern), field, subject);
  if (!field.values || patternOperators.has(operator)) return null;
  if (!exactOperators.has(operator))
    return createMistake(
      "operator",
      `a string such as ${subject} cannot be compared with ${operator}, which uses the order of the alphabet. ` +
        `Use a list of values, such as ${formatListExample(path, field.values)}.`,
    );
  const { values = [], storedValues: known = values, hasAllValues, hasVaryingCase } = field;
  const mistakes = operands.flatMap((operand) => {
    if (operand === null || known.includes(operand as string)) return [];
    const sameWord = known.find((each) => isSameWord(each, operand));
    if (sameWord !== undefined && hasVaryingCase)
      return operands.includes(sameWord) ? [] : describeOtherCase(operand, sameWord, subject);
    return hasAllValues
      ? describeWrongValue(operand, known, subject)
      : describeUnknownValue(operand, known, subject);
  });
  return mistakes.find(({ isCertain }) => isCertain) ?? mistakes[0] ?? null;
}

/** Returns a comparison with some values: `{"severity": {"inq": ["high", "critical"]}}`. */
function formatListExample(path: string, values: readonly string[]): string {
  return `{${quoteValue(path)}: {"inq": [${formatValues(values.slice(-2))}]}}`;
}

function checkForm(
  { operator, operands }: Comparison,
  form: RegExp,
  { description }: Field,
  subject: string,
): ValueMistake | null {
  if (!exactOperators.has(operator)) return null;
  const hasForm = (operand: unknown) => typeof operand === "string" && form.test(operand);
  const wrong = operands.find((operand) => operand !== null && !hasForm(operand));
  if (wrong === undefined) return null;
  const sentence = `${quoteValue(wrong)} does not have the form of ${subject}: ${description}`;
  return { ...createMistake("format", sentence), isOpen: true };
}

function isSameWord(known: string, value: unknown): boolean {
  return known.toLowerCase() === String(value).toLowerCase();
}

function describeOtherCase(value: unknown, known: string, subject: string): ValueMistake {
  return createDoubt(
    "value",
    `${quoteValue(value)} might not match, because the known value of ${subject} is ${quoteValue(known)}. ` +
      "Compare with both.",
  );
}

function describeWrongValue(value: unknown, known: readonly string[], subject: string): ValueMistake {
  const question = formatDidYouMean(String(value), known, quoteValue);
  const advice = question || `Values: ${formatValues(known)}.`;
  return createMistake("value", `${quoteValue(value)} is not a value of ${subject}. ${advice}`);
}

function describeUnknownValue(value: unknown, known: readonly string[], subject: string): ValueMistake {
  const unknown = `${quoteValue(value)} is not a known value of ${subject}`;
  const near = known.filter((each) => isMisspelling(String(value), each));
  if (near.length === 0)
    return createDoubt("value", `${unknown}, so check the spelling. Known values: ${formatValues(known)}.`);
  const question = formatDidYouMean(String(value), near, quoteValue);
  return { ...createMistake("value", `${unknown}. ${question}`), isOpen: true };
}

function formatValues(values: readonly string[]): string {
  return values.map(quoteValue).join(", ");
}
