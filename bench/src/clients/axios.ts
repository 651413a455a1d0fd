import { Agent } from "node:http";
import { create } from "axios";
import { headers, pagesById, type Client, type Connect } from "./client.js";

const connect: Connect = (baseURL) => {
  const instance = create({ baseURL, headers, httpAgent: new Agent({ keepAlive: true }) });
  const get: Client["get"] = async (path, params) => (await instance.get<unknown>(path, { params })).data;
  return { get, pages: () => pagesById(get) };
};
export default connect;
