import { checkValues, findKnownRecords, normalizeWhere } from "@huntkit/core/internal";
import { compare } from "../pairs.js";
import { runScript } from "../processes.js";
import { createOwnRow } from "./row.js";

/** The CPU time of an export of many rows, without the network. huntkit also validates each row. */
export const exporting = createOwnRow({
  name: "export",
  title: "1,000,000 rows to NDJSON, vs. JSON.parse and JSON.stringify: CPU",
  unit: "ms",
  target: 1.2,
  async measure({ quick }) {
    const rowCount = quick ? 3_000 : 1_000_000;
    const lengths = new Set<number>();
    const run = async (side: string) => {
      const output = await runScript("export-all.js", side, String(rowCount));
      const { bytes, cpuMs } = JSON.parse(output) as { bytes: number; cpuMs: number };
      if (lengths.add(bytes).size > 1) throw new Error("Both sides must write the same number of bytes.");
      return cpuMs;
    };
    return compare(
      () => run("huntkit"),
      () => run("bare"),
      quick ? 1 : 2,
      0,
    );
  },
});

/** A condition with one comparison of each kind that conditions usually have. */
const condition = {
  severity: { inq: ["high", "critical"] },
  archived: false,
  createdOn: { gte: "2026-03-01T00:00:00.000Z", lt: "2026-04-01T00:00:00.000Z" },
  or: [{ hostname: { ilike: "WS-LEI-%" } }, { hostname: { ilike: "SRV-LEI-%" } }, { mitreId: { neq: null } }],
};

/** The time to check a condition against the catalog and to convert it, compared with parsing its JSON. */
export const conditions = createOwnRow({
  name: "where",
  title: "a where checked and normalized, vs. JSON.parse of its text: CPU",
  unit: "ms",
  target: 5,
  measure({ quick }) {
    const text = JSON.stringify(condition);
    const records = findKnownRecords(["Alerts"]);
    const check = { input: "where", warn: rejectWarning };
    const repeat = (work: () => unknown) => () => {
      const before = process.cpuUsage();
      for (let left = quick ? 10 : 1_000; left > 0; left--) work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    return compare(
      repeat(() => checkValues(normalizeWhere(condition)!, records, check)),
      repeat(() => JSON.parse(text)),
      quick ? 1 : 25,
      quick ? 0 : 5,
    );
  },
});

function rejectWarning(message: string): never {
  throw new Error(`Expected a valid condition: ${message}`);
}
