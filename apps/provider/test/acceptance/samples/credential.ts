import { sample } from "./sample.js";

export const credential = sample({
  type: "hunt_credential",
  route: "credentials",
  minimal: { name: "Scanner" },
  full: { name: "Scanner", username: "NORTHWIND\\svc-scan", login: "windowsDomain", byok: true },
  changes: { name: "Linux scanner", username: "scan", login: "ssh", byok: false },
  wrong: [
    [{ name: " " }, "name"],
    [{ login: "telnet" }, "login"],
    [{ password_wo: "", password_wo_version: 1 }, "password_wo"],
    [{ password_wo: "Correct-Horse-1" }, "password_wo_version"],
    [{ password_wo_version: 1 }, "password_wo"],
  ],
  unread: ["password_wo", "password_wo_version"],
  drift: { username: "somebody", login: "aws" },
  secret: { attribute: "password_wo", version: "password_wo_version", property: "password", values: {} },
});
