import { isIPv4, isIPv6 } from "node:net";

/**
 * Returns whether a string has the form of an IP address or a range of them, but is not a valid one, such as
 * `999.1.1.1` or `10.0.0.0/33`. A host name does not have this form, because its last part is not a number
 * (RFC 1123, section 2.1).
 */
export function isImpossibleAddress(text: string): boolean {
  const [, first = "", prefix, last] = /^([\d.]+)(?:\/(\d+)|\s*-\s*([\d.]+))?$/.exec(text.trim()) ?? [];
  if (first.includes("."))
    return !isIPv4(first) || (prefix !== undefined && Number(prefix) > 32) || !isEndOfRange(last);
  const [address = "", length] = text.trim().split("/");
  const isVersion6 = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(address);
  return isVersion6 && (!isIPv6(address) || (length !== undefined && !(Number(length) <= 128)));
}

/** A range ends with an address, or with its last part. */
function isEndOfRange(last: string | undefined): boolean {
  return last === undefined || isIPv4(last) || (/^\d+$/.test(last) && Number(last) <= 255);
}
