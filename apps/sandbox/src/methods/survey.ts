import { signedIn } from "../access/rules.js";
import { RemotingError } from "../remoting/errors.js";
import type { SharedClass } from "../remoting/shared-class.js";

const GZIP_MAGIC = [0x1f, 0x8b];

/** `POST /survey`: takes the gzip file of an offline survey, of any size, for the scan that the header `scanid` names. */
export const survey: SharedClass = {
  name: "survey",
  path: "survey",
  methods: [
    {
      name: "upload",
      verb: "POST",
      path: "/",
      summary: "Uploads an offline survey as application/octet-stream, gzip-compressed.",
      accepts: [{ name: "scanid", source: "header", type: "string", description: "The scan that the survey belongs to." }],
      returns: "object",
      allows: signedIn(),
      invoke: async ({ store, bytes }, { scanid }) => {
        if (typeof scanid !== "string" || store.table("Scan").get(scanid) === undefined) {
          throw new RemotingError(400, `The header 'scanid' must name a scan, but is '${String(scanid)}'.`);
        }
        const content = await bytes();
        if (GZIP_MAGIC.some((byte, index) => content[index] !== byte)) throw new RemotingError(400, "The survey must be gzip-compressed.");
        return { scanId: scanid, bytes: content.byteLength };
      },
    },
  ],
};
