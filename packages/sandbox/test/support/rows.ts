import type { Sandbox } from "../../src/index.js";
import { Client, type Json } from "./client.js";

/** A small model with a text, a number, a boolean and a date, none of them with a default. */
export const SMALL = "ScanAccountInstancesByHost";

/** Five records with gaps, as filters meet them. */
export const fiveRows = [
  {
    id: "1",
    name: "Alpha",
    domain: "high",
    threatScore: 1,
    privileged: false,
    lastLogonOn: "2026-01-01T00:00:00.000Z",
  },
  {
    id: "2",
    name: "alphabet",
    domain: "low",
    threatScore: 5,
    privileged: true,
    lastLogonOn: "2026-01-02T00:00:00.000Z",
  },
  { id: "3", name: "Beta 100%", domain: null, threatScore: null, lastLogonOn: null },
  { id: "4", name: "b_ta", threatScore: 3, lastLogonOn: "2026-01-04T00:00:00.000Z" },
  {
    id: "5",
    name: "ünïcode",
    domain: "High",
    threatScore: 10,
    privileged: true,
    lastLogonOn: "2026-01-05T00:00:00.000Z",
  },
];

/** Empties the small model and fills it with these records. */
export async function fill(sandbox: Sandbox, rows: readonly object[]): Promise<Client> {
  const admin = new Client(sandbox);
  await Promise.all(sandbox.records(SMALL).map(({ id }) => admin.delete(`${SMALL}/${id}`)));
  const { status, text } = await admin.post(SMALL, rows);
  if (status !== 200) throw new Error(text);
  return admin;
}

/** The ids that a condition finds. */
export async function idsWhere(client: Client, where: unknown): Promise<string[]> {
  return (await client.find(SMALL, { where, fields: ["id"] })).map(({ id }: Json) => id);
}
