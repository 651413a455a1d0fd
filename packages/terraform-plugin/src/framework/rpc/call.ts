import type { Members } from "../../cty/value.js";
import type { Catalogs } from "../catalog.js";
import type { Report } from "../report.js";
import type { Schema } from "../schema.js";
import { secretsOf } from "../secrets.js";
import type { Session } from "../session.js";
import { readMembers, type Message } from "../wire.js";

/** One call of protocol 6: what was asked, of whom, and where to say what went wrong. */
export interface Call<Client> {
  request: Message;
  session: Session<Client>;
  catalogs: Catalogs<Client>;
  report: Report;
}

/** Answers a call. The server adds the diagnostics, and makes one of whatever is thrown. */
export type Handler<Client> = (call: Call<Client>) => Message | Promise<Message>;

/** Handlers by the name of their RPC. */
export type Handlers<Client> = Record<string, Handler<Client>>;

/** Reads an object of the request, null where there is none. From then on no message shows what of it is secret. */
export function readObject<Client>(
  { request, report }: Call<Client>,
  field: string,
  { attributes, type }: Schema,
): Members | null {
  report.type = type;
  const members = readMembers(request[field], type);
  report.keepSecret(secretsOf(attributes, members));
  return members;
}
