import type { HuntClient } from "../../src/index.js";
import { clientOf, serve } from "../helpers.js";

/** A client of a HUNT that has these rows of a model, any other of them that is asked for by its id, and the same newest version of each. */
export async function huntOf(model: string, rows: object[], latest: object): Promise<HuntClient> {
  const { url } = await serve(({ url: address = "" }, response) => {
    const path = address.split("?")[0]!;
    const answer = path.endsWith("/LatestVersion")
      ? latest
      : path === `/api/${model}`
        ? rows
        : { id: path.split("/").at(-1) };
    response.setHeader("x-total-count", rows.length).end(JSON.stringify(answer));
  });
  return clientOf(url);
}
