import { Agent, request } from "undici";
import { describe, expect, it } from "vitest";
import { AUTH } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";
import { idOf, type Laboratory, laboratories } from "../support/things.js";

const start = laboratories();
const startFull = sandboxes();

describe("GET /{model}/csv", () => {
  it("downloads the rows of a filter with a header line and JavaScript's text of dates", async () => {
    const { admin } = await start();
    const filter = { where: { flag: true }, fields: ["id", "name", "seenOn", "data", "size"] };

    const { headers, text } = await admin.get("things/csv", { query: { filter } });

    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(text.split("\r\n")).toEqual([
      "id,name,seenOn,data,size",
      `${idOf(2)},Alpha,${new Date("2026-01-02T00:00:00Z").toString()},"{""n"":11}",`,
      `${idOf(5)},ünïcode,${new Date("2026-01-05T00:00:00Z").toString()},,9`,
      "",
    ]);
  });

  it("has the visible columns of the model if there is no row", async () => {
    const { admin } = await start();

    const { text } = await admin.get("things/csv", { query: { filter: { where: { name: "none" } } } });

    expect(text).toBe("id,name,domain,score,flag,seenOn,events,data,active,size,parentId\r\n");
  });

  it("needs a token, and exists on models that are read-only", async () => {
    const { admin, nobody } = await startFull();

    expect((await nobody.get("Alerts/csv")).json).toEqual(AUTH);
    expect((await admin.get("AgentDetails/csv", { query: { filter: { limit: 1 } } })).status).toBe(200);
  });
});

describe("change-stream", () => {
  /** Opens a stream, and returns a function that reads the next events. */
  async function openStream({ sandbox }: Laboratory, method: "GET" | "POST") {
    const { headers, body } = await request(`${sandbox.api}/things/change-stream`, {
      method,
      headers: { authorization: sandbox.tokens.admin },
      dispatcher: new Agent(),
    });
    const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let text = "";
    const readEvents = async (count: number): Promise<unknown[]> => {
      while (text.split("event: data").length <= count) text += String((await chunks.next()).value);
      return [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ""));
    };
    return { headers, readEvents };
  }

  it.each(["GET", "POST"] as const)("sends an event for each write of a client: %s", async (method) => {
    const laboratory = await start();
    const { admin } = laboratory;
    const { headers, readEvents } = await openStream(laboratory, method);

    await admin.post("things", { id: idOf(6), name: "six" });
    await admin.patch(`things/${idOf(6)}`, { domain: "d" });
    await admin.post("things/update", { domain: "e" }, { query: { where: { name: "six" } } });
    await admin.delete(`things/${idOf(6)}`);

    expect(headers["content-type"]).toBe("text/event-stream");
    expect(await readEvents(4)).toMatchObject([
      { target: idOf(6), data: { name: "six" }, type: "create" },
      { target: idOf(6), data: { name: "six", domain: "d" }, type: "update" },
      { where: { name: "six" }, data: { domain: "e" }, type: "create" },
      { target: idOf(6), where: { id: idOf(6) }, type: "remove" },
    ]);
  });
});
