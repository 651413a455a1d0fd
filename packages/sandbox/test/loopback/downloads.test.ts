import { Agent, request } from "undici";
import { describe, expect, it } from "vitest";
import { AUTH } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";
import { toThingId, type Laboratory, useLaboratories } from "../support/things.js";

const start = useLaboratories();
const startFull = sandboxes();

describe("GET /{model}/csv", () => {
  it("csv returns the rows of a filter with a header and JavaScript's date format", async () => {
    const { admin } = await start();
    const filter = { where: { flag: true }, fields: ["id", "name", "seenOn", "data", "size"] };

    const { headers, text } = await admin.get("things/csv", { query: { filter } });

    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(text.split("\r\n")).toEqual([
      "id,name,seenOn,data,size",
      `${toThingId(2)},Alpha,${new Date("2026-01-02T00:00:00Z").toString()},"{""n"":11}",`,
      `${toThingId(5)},ünïcode,${new Date("2026-01-05T00:00:00Z").toString()},,9`,
      "",
    ]);
  });

  it("csv has the visible columns of the model if no row matches", async () => {
    const { admin } = await start();

    const { text } = await admin.get("things/csv", { query: { filter: { where: { name: "none" } } } });

    expect(text).toBe("id,name,domain,score,flag,seenOn,events,data,active,size,parentId\r\n");
  });

  it("csv requires a token", async () => {
    const { nobody } = await startFull();

    expect((await nobody.get("Alerts/csv")).json).toEqual(AUTH);
  });

  it("csv is available on read-only models", async () => {
    const { admin } = await startFull();

    const { status } = await admin.get("AgentDetails/csv", { query: { filter: { limit: 1 } } });

    expect(status).toBe(200);
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

  it.each(["GET", "POST"] as const)(
    "change-stream sends an event for each write of a client: %s",
    async (method) => {
      const laboratory = await start();
      const { admin } = laboratory;
      const { headers, readEvents } = await openStream(laboratory, method);

      await admin.post("things", { id: toThingId(6), name: "six" });
      await admin.patch(`things/${toThingId(6)}`, { domain: "d" });
      await admin.post("things/update", { domain: "e" }, { query: { where: { name: "six" } } });
      await admin.delete(`things/${toThingId(6)}`);

      expect(headers["content-type"]).toBe("text/event-stream");
      expect(await readEvents(4)).toMatchObject([
        { target: toThingId(6), data: { name: "six" }, type: "create" },
        { target: toThingId(6), data: { name: "six", domain: "d" }, type: "update" },
        { where: { name: "six" }, data: { domain: "e" }, type: "create" },
        { target: toThingId(6), where: { id: toThingId(6) }, type: "remove" },
      ]);
    },
  );
});
