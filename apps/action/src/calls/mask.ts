import { setSecret } from "@actions/core";

/** Matches names of fields that contain a secret. */
const secretName =
  /(password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|authorization|cookie)$/i;

/**
 * Minimum length of a value that is masked because of its field's name. It must also contain letters and
 * digits: masks for ordinary words would make the log unreadable.
 */
const minGuessLength = 16;

/** Minimum length of any masked value. Shorter masks, for example `::add-mask::a`, make the log unreadable. */
const minMaskLength = 4;

/**
 * Creates a function that masks secrets in data from HUNT: all values below a field with one of the names, and
 * all values that look like a secret. These are long strings of letters and digits in a field such as
 * `password`, `token`, or `apiKey`, and strings in the format of a HUNT token.
 *
 * @param names names of fields, case-insensitive
 * @param hide masks one value in the log
 * @returns masks each value once
 */
export function createMasker(
  names: readonly string[],
  hide: (secret: string) => void = setSecret,
): (data: unknown) => void {
  const named = new Set(names.map((name) => name.toLowerCase()));
  const masked = new Set<string>();
  const mask = (value: string | number) => {
    // The runner masks each line of a secret separately, even if it is only a bracket.
    for (const line of String(value)
      .split(/\r?\n/)
      .map((text) => text.trim())) {
      if (line.length < minMaskLength || masked.has(line)) continue;
      masked.add(line);
      hide(line);
    }
  };
  return (data) => {
    // Not recursive, because a hostile response may be deeply nested.
    const left = [{ name: "", value: data, isNamed: false }];
    for (let next = left.pop(); next; next = left.pop()) {
      const { name, value, isNamed } = next;
      if (typeof value === "object" && value !== null) {
        const isList = Array.isArray(value);
        for (const [key, inner] of Object.entries(value))
          left.push({
            name: isList ? name : key,
            value: inner,
            isNamed: isNamed || (!isList && named.has(key.toLowerCase())),
          });
      } else if (
        (isNamed && (typeof value === "string" || typeof value === "number")) ||
        looksSecret(name, value)
      )
        mask(value);
    }
  };
}

function looksSecret(name: string, value: unknown): value is string {
  if (typeof value !== "string" || value.length < minGuessLength) return false;
  return (secretName.test(name) && /[a-z]/i.test(value) && /\d/.test(value)) || hasTokenForm(value);
}

/** Returns whether a value has the format of a token: 64 letters and digits (LoopBack 3). Hex digits are a hash. */
function hasTokenForm(value: string): boolean {
  return /^[A-Za-z0-9]{64}$/.test(value) && !/^[0-9a-f]{64}$/i.test(value);
}
