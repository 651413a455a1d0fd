/**
 * Returns what users must know before they write records of a model of the catalog. Empty if a public source
 * shows how.
 */
export function describeAssumedWrites({ writesKnown }: { readonly writesKnown?: string }): string {
  if (writesKnown !== "assumed") return "";
  return (
    "HUNT does not document how to write these records. huntkit sends LoopBack's standard requests, which " +
    "were never tried on a live HUNT instance."
  );
}
