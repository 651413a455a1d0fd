import { setSecret } from "@actions/core";

/** Names that tell a secret by themselves. */
const secretName =
  /(password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|authorization|cookie)$/i;

/** Shorter values are no secrets to guess by a name, nor are those without letters and digits: masks of ordinary words spoil a log. */
const minGuessLength = 16;

/** Shorter masks tear up every log: `::add-mask::a`. */
const minMaskLength = 4;

/**
 * Masks secrets in data that came from HUNT: all values below a field that is named, whatever they are; and by itself what
 * looks like a secret: a long text of letters and digits in a field called `password`, `token`, `apiKey`, ... or one of a HUNT
 * token's form.
 *
 * @param names of fields, whatever their case
 * @param hide masks one value in the log from then on
 * @returns masks what it is given; each value once
 */
export function createMasker(
  names: readonly string[],
  hide: (secret: string) => void = setSecret,
): (data: unknown) => void {
  const named = new Set(names.map((name) => name.toLowerCase()));
  const masked = new Set<string>();
  const mask = (value: string | number) => {
    // The runner would mask each line of a secret by itself, down to a single bracket.
    for (const line of String(value)
      .split(/\r?\n/)
      .map((text) => text.trim())) {
      if (line.length < minMaskLength || masked.has(line)) continue;
      masked.add(line);
      hide(line);
    }
  };
  return (data) => {
    // A stack of its own: hostile answers are deep.
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

/** 64 letters and digits (LoopBack 3), which to stock LoopBack are the token's id as well; hashes are hex. */
function hasTokenForm(value: string): boolean {
  return /^[A-Za-z0-9]{64}$/.test(value) && !/^[0-9a-f]{64}$/i.test(value);
}
