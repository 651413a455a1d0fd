import { everyone } from "../remoting/access-rules.js";
import type { SharedClass } from "../remoting/shared-class.js";

/** `GET /version`: public, so that it proves no more than that the instance is there. */
export const version: SharedClass = {
  name: "version",
  path: "version",
  methods: [
    {
      name: "get",
      verb: "GET",
      path: "/",
      summary: "The server's version. Needs no token.",
      accepts: [],
      returns: "object",
      allows: everyone,
      invoke: () => ({ serverVersion: "3.13.2.6410", apiVersion: "3.13.2" }),
    },
  ],
};
