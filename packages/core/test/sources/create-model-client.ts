import type { HuntClient } from "../../src/index.js";
import { createClient, serve } from "../helpers.js";

/**
 * Creates a client of an instance with these rows of a model. It returns a row for any other ID, and the same
 * latest version for every row.
 */
export async function createModelClient(model: string, rows: object[], latest: object): Promise<HuntClient> {
  const { url } = await serve(({ url: address = "" }, response) => {
    const path = address.split("?")[0]!;
    const record = path === `/api/${model}` ? rows : { id: path.split("/").at(-1) };
    const data = path.endsWith("/LatestVersion") ? latest : record;
    response.setHeader("x-total-count", rows.length).end(JSON.stringify(data));
  });
  return createClient(url);
}
