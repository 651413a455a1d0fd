/**
 * The length of the code of each byte, in bits, as a digit to base 36 (RFC 7541, appendix B). The code is
 * canonical, so the lengths determine it.
 */
const lengths = [
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca",
  "d67777777777777777777777878djde6f56565666577666567655677777fbeds",
  "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn",
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq",
].join("");

/**
 * Length of the longest code. One of these codes ends a string. Only its first bits appear, to fill the last byte.
 */
const maxLength = 30;

/** The codes of one length. They are consecutive numbers. */
interface CodesOfLength {
  readonly first: number;
  readonly bytes: readonly number[];
}

/** The codes by their length. Created when the first string is decoded. */
let codes: readonly CodesOfLength[] | undefined;

/**
 * Decodes a string that is compressed with the code of HPACK (RFC 7541, section 5.2).
 *
 * @throws {RangeError} if it contains the code for its end, or if the last byte is filled with something else
 */
export function decodeHuffman(encoded: Uint8Array): Buffer {
  codes ??= createCodes();
  const decoded: number[] = [];
  let code = 0;
  let length = 0;
  for (const byte of encoded) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length += 1;
      const { first, bytes } = codes[length] ?? fail();
      const symbol = bytes[code - first];
      if (symbol === undefined) continue;
      decoded.push(symbol);
      code = 0;
      length = 0;
    }
  }
  if (length > 7 || code !== 2 ** length - 1) fail();
  return Buffer.from(decoded);
}

function createCodes(): CodesOfLength[] {
  const all = Array.from({ length: maxLength + 1 }, (): number[] => []);
  for (let byte = 0; byte < lengths.length; byte++) all[parseInt(lengths[byte]!, 36)]!.push(byte);
  let first = 0;
  return all.map((bytes) => {
    const codesOfLength = { first, bytes };
    first = (first + bytes.length) * 2;
    return codesOfLength;
  });
}

function fail(): never {
  throw new RangeError("A header is not encoded correctly.");
}
