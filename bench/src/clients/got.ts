import { Agent } from "node:http";
import { got } from "got";
import { headers, pagesById, type Client, type Connect } from "./client.js";

const connect: Connect = (url) => {
  const instance = got.extend({ headers, agent: { http: new Agent({ keepAlive: true }) } });
  const get: Client["get"] = (path, searchParams) => instance(url + path, { searchParams }).json();
  return { get, pages: () => pagesById(get) };
};
export default connect;
