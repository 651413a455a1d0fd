import { Agent } from "undici";
import { headers, pagesById, type Client, type Connect } from "./client.js";

/** What the others are measured by: undici.request and JSON.parse, and nothing else. */
const connect: Connect = (origin) => {
  const agent = new Agent();
  const get: Client["get"] = async (path, query) => {
    const search = query ? `?${new URLSearchParams(query)}` : "";
    const { body } = await agent.request({ origin, path: path + search, method: "GET", headers });
    return JSON.parse(await body.text());
  };
  return { get, pages: () => pagesById(get) };
};
export default connect;
