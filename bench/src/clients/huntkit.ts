import { HuntClient } from "@huntkit/core";
import { headers, type Connect } from "./client.js";

const connect: Connect = (instance) => {
  const hunt = new HuntClient({ instance, token: headers.authorization, env: {} });
  return {
    get: async (path, query) => (await hunt.request({ path: path.slice("/api/".length), query })).data,
    pages: ({ lanes } = {}) => hunt.alerts.list({}, { concurrency: lanes, maxRows: Infinity }).pages(),
  };
};
export default connect;
