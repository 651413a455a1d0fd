/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * What HUNT calls a thing, as the name of a file without its ending: lower case, with `_` for spaces (as the vendor's
 * module does) and for whatever else is no letter, digit or hyphen. It never leads to another folder.
 */
export function toFileName(name: string): string {
  const plain = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}-]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  const short = Array.from(plain).slice(0, 60).join("");
  return short === "" || reserved.test(short) ? `_${short}` : short;
}
