import { request } from "@octokit/request";
import { headers, pagesById, type Client, type Connect } from "./client.js";

/** Its connections are those of Node's own fetch, which keeps them alive by itself. */
const connect: Connect = (baseUrl) => {
  const send = request.defaults({ baseUrl, headers });
  const get: Client["get"] = async (path, query) => (await send(`GET ${path}`, query)).data as unknown;
  return { get, pages: () => pagesById(get) };
};
export default connect;
