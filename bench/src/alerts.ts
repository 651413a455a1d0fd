/** Generated records, with random-looking IDs in ascending order. */
export interface Rows {
  /** Returns the JSON of a page. */
  page: (from: number, to: number) => Buffer;
  /** Returns the range of indexes that a condition on the ID selects. */
  bounds: (where: Bounds | undefined) => [from: number, to: number];
}

/** A condition on the ID, as the client sends it. */
export interface Bounds {
  and?: Bounds[];
  id?: { gt?: string; gte?: string; lt?: string };
}

/** The first alert. The others differ only in their IDs. */
export const alert = {
  id: "00000000-0000-4000-8000-000000000000",
  name: "Suspicious PowerShell",
  severity: "high",
  type: "process",
  sourceType: "rule",
  hostname: "srv-0042",
  agentId: "5d0c3f0e-4000-4000-8000-000000000000",
  mitreId: "T1059.001",
  mitreTactic: "Execution",
  threatScore: 7,
  compromised: false,
  malicious: true,
  signed: null,
  archived: false,
  createdOn: "2026-03-31T09:30:00.000Z",
  commandLine: "",
};
const rowBytes = 1024;
const bare = JSON.stringify(alert).length + ",".length;

/**
 * Creates alerts of 1 KB each.
 *
 * @param rowCount number of alerts
 */
export function createAlerts(rowCount: number): Rows {
  return createRows(rowCount, { ...alert, commandLine: "x".repeat(rowBytes - bare) });
}

/**
 * Creates records that differ only in their IDs.
 *
 * @param rowCount number of records
 * @param row the first record. Its ID is `00000000-0000-4000-8000-000000000000`.
 */
export function createRows(
  rowCount: number,
  row: { readonly id: string; readonly [name: string]: unknown },
): Rows {
  const template = `${JSON.stringify(row)},`;
  const idPlace = template.indexOf(row.id);
  // A full page. Shorter pages are its beginning, because generating a page takes longer than sending it.
  const fullPage = Buffer.from(`[${template.repeat(1_000)}`);
  // IDs are spread evenly like random ones, and increase with the index.
  const step = Math.floor(2 ** 48 / rowCount);
  const idDigits = (index: number) => {
    const digits = (index * step).toString(16).padStart(12, "0");
    return `${digits.slice(0, 8)}-${digits.slice(8)}`;
  };
  const indexFrom = (id: string) =>
    Math.ceil(Number.parseInt(id.replaceAll("-", "").slice(0, 12).padEnd(12, "0"), 16) / step);

  /** Returns a page. All rows have the same length, so it consists of repeated bytes with the IDs inserted. */
  function page(from: number, to: number): Buffer {
    if (to <= from) return Buffer.from("[]");
    const bytes = Buffer.from(fullPage.subarray(0, 1 + (to - from) * template.length));
    for (let index = from; index < to; index++)
      bytes.write(idDigits(index), 1 + (index - from) * template.length + idPlace, "latin1");
    // Replaces the last comma, because no row follows it.
    bytes.write("]", bytes.length - 1);
    return bytes;
  }

  function bounds(where: Bounds | undefined): [from: number, to: number] {
    const parts = (where?.and ?? []).map(bounds);
    const { gt, gte, lt } = where?.id ?? {};
    const first = gte ? indexFrom(gte) : 0;
    const from = gt ? indexFrom(gt) + 1 : first;
    const to = lt ? indexFrom(lt) : rowCount;
    return [Math.max(from, ...parts.map(([low]) => low)), Math.min(to, ...parts.map(([, high]) => high))];
  }

  return { page, bounds };
}
