import { request } from "./request.js";

const PAGE = 1000;

/**
 * All records of a list, in pages of 1,000 by their ids, as the vendor asks of clients.
 *
 * @param path below /api
 * @param where a LoopBack condition
 */
export async function listAll<Row extends { id: string }>(path: string, where: object = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const last = rows.at(-1)?.id;
    const filter = {
      where: last === undefined ? where : { and: [where, { id: { gt: last } }] },
      order: "id",
      limit: PAGE,
    };
    const page = await request<Row[]>(
      "GET",
      `/api/${path}?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    );
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}
