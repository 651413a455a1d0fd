import { sample, uuid } from "./sample.js";

/** A Lua script with a header. */
const script = (name: string, guid = uuid(1), lua = "hunt.status.good()") =>
  `--[=[\nfiletype: Infocyte Extension\nname: ${name}\ntype: Collection\nguid: ${guid}\n]=]\n\n${lua}\n`;

export const extension = sample({
  type: "hunt_extension",
  route: "extensions",
  minimal: { body: script("Disk survey") },
  full: { body: script("Disk survey"), active: false },
  changes: { body: script("Disk survey", uuid(1), "hunt.status.bad()"), active: true },
  replacements: { guid: { body: script("Disk survey", uuid(2)) } },
  wrong: [
    [{ body: "print(1)" }, "body"],
    [{ body: "" }, "body"],
    [{ body: script("Disk survey", "1") }, "body"],
  ],
  nth: (number) => ({ body: script(`Survey ${number}`, uuid(100 + number)) }),
  names: ["name", "guid"],
  twin: { body: script("Disk survey", uuid(2)) },
  drift: { body: script("Disk survey", uuid(1), "hunt.log(1)") },
  failMidway: async ({ sandbox }) =>
    sandbox.faults.add({ match: "GET extensions/*/LatestVersion", kind: "status", status: 501 }),
});
