import { createHash } from "node:crypto";
import type { ModelMethod } from "../remoting/shared-class.js";
import { ID, idOf } from "./arguments.js";
import { existing } from "../query/records.js";

/** `GET /{model}/{id}/LatestVersion`: the text of an extension or a rule, and its SHA-256. */
export function latestVersion(model: string): ModelMethod {
  return {
    name: "latestVersion",
    verb: "GET",
    path: "/:id/LatestVersion",
    summary: `The newest body of a record of ${model}.`,
    accepts: [ID],
    returns: "object",
    answers: { body: "string", sha256: "string" },
    invoke: ({ store }, args) => {
      const body = String(existing(store, model, idOf(args))["body"]);
      return { body, sha256: createHash("sha256").update(body).digest("hex") };
    },
  };
}
