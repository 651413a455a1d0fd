import { promisify } from "node:util";
import { createHostId } from "../models/scans.js";
import { createRow } from "../data/write.js";
import { LoopBackError } from "../loopback-error.js";
import { type SharedClass, allowRoles } from "../remoting/shared-class.js";
import { getErrorCode, type JsonObject, toObject, asText } from "../values.js";

/** Maximum size of a decompressed survey, in bytes. */
const SURVEY_LIMIT = 256 * 1024 * 1024;

/**
 * `POST /survey`: reads the gzip-compressed JSON of an offline survey, and adds the surveyed host to the scan
 * in the header `scanid`. The content of a survey is not public. The sandbox reads `hostname` and `ip` if
 * they exist.
 */
export const survey: SharedClass = {
  name: "survey",
  path: "survey",
  methods: [
    {
      name: "upload",
      verb: "POST",
      path: "/",
      summary: "Uploads an offline survey as application/octet-stream, gzip-compressed.",
      accepts: [
        {
          name: "scanid",
          source: "header",
          type: "string",
          required: true,
          description: "The scan that the survey belongs to.",
        },
      ],
      returns: "object",
      answers: { success: "boolean" },
      allows: allowRoles(),
      invoke: async ({ store, bytes }, { scanid }) => {
        // Read the scan after the survey, because other requests can change it while the survey is received.
        const { hostname, ip } = await unpackSurvey(await bytes());
        const scan = store.table("Scan").get(String(scanid));
        if (scan === undefined)
          throw new LoopBackError(
            400,
            `Invalid value ${JSON.stringify(scanid)} for the header 'scanid'. Use the ID of a scan.`,
          );
        const surveyedOn = new Date(store.clock.now()).toISOString();
        createRow(store, store.definition("ScanHost"), {
          hostId: createHostId(store.seed, hostname),
          hostname: asText(hostname) ?? null,
          ip: asText(ip) ?? null,
          scanId: scan.id,
          compromised: false,
          failed: false,
          completedOn: surveyedOn,
        });
        store.table("Scan").put({ ...scan, hostCount: Number(scan["hostCount"] ?? 0) + 1 });
        return { success: true };
      },
    },
  ],
};

async function unpackSurvey(bytes: Uint8Array): Promise<JsonObject> {
  const { gunzip } = await import("node:zlib");
  const inflate = promisify(gunzip) as (data: Uint8Array, options: object) => Promise<Buffer>;
  const content = await inflate(bytes, { maxOutputLength: SURVEY_LIMIT }).catch((error: unknown) => {
    if (getErrorCode(error) === "ERR_BUFFER_TOO_LARGE")
      throw new LoopBackError(413, "request entity too large", { name: "PayloadTooLargeError" });
    throw new LoopBackError(400, "The survey must be gzip-compressed.");
  });
  try {
    return toObject(JSON.parse(content.toString()));
  } catch {
    throw new LoopBackError(400, "The survey must be valid JSON.");
  }
}
