import type { TokenHealth } from "@huntkit/core";

/**
 * What to say where a token was asked for by a description that HUNT's record of it does not have: else a mistyped
 * description would check another token's record without a word. What others wrote is still to be made harmless.
 *
 * @param wanted the description that was asked for, without blanks around it
 * @returns the warning and what to do about it, a line each; none where the descriptions agree or HUNT showed no record
 */
export function otherDescription({ description, match }: TokenHealth, wanted: string): string[] {
  // The finding repeats the description that was asked for where the record has none: a guess at one record is then what tells.
  const isUndescribed = match?.by === "earliest" && match.candidates === 1 && description === wanted;
  if (description === null || (description === wanted && !isUndescribed)) return [];
  const taken = isUndescribed ? "one without a description" : `the one called "${description}"`;
  const warning =
    match?.by === "earliest"
      ? `No token of yours is called "${wanted}": this goes by ${taken}.`
      : `HUNT's record of this token is called "${description}", not "${wanted}".`;
  return [warning, "`hunt token list` shows what each of yours is called."];
}
