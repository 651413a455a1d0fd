import { sample } from "./sample.js";

/** A program that discards its standard input. */
const forget = [process.execPath, "-e", "process.stdin.resume()"];

export const apiToken = sample({
  type: "hunt_api_token",
  route: "AccessTokens",
  // Tokens are not a model. Their routes are those of their user.
  pathOf: () => "users/me/accessTokens",
  creation: "POST users/me/accessTokens",
  minimal: { description: "acme/website deploys", deliver_to_command: forget },
  full: { description: "acme/website deploys", deliver_to_command: forget, rotate_before_days: 30 },
  changes: { rotate_before_days: 60 },
  replacements: {
    description: { description: "acme/shop deploys" },
    deliver_to_command: { deliver_to_command: [...forget, "elsewhere"] },
  },
  wrong: [
    [{ description: " " }, "description"],
    [{ description: "deploys " }, "description"],
    [{ rotate_before_days: 0 }, "rotate_before_days"],
    [{ rotate_before_days: 365 }, "rotate_before_days"],
    [{ rotate_before_days: 1.5 }, "rotate_before_days"],
    [{ deliver_to_command: [] }, "deliver_to_command"],
    [{ deliver_to_command: [" "] }, "deliver_to_command"],
    [{ deliver_to_command: null, deliver_to_file: " " }, "deliver_to_file"],
    [{ deliver_to_file: "token" }, "deliver_to_file"],
  ],
  nth: (number) => ({ description: `Token ${number}` }),
  names: ["description"],
  unread: ["rotate_before_days", "deliver_to_command", "deliver_to_file"],
  drift: {},
  // The new token does not work, and cannot be revoked either.
  failMidway: async ({ sandbox }) => {
    sandbox.faults.add({ match: "GET users/me", kind: "status", status: 501 });
    sandbox.faults.add({ match: "DELETE users/me/accessTokens/*", kind: "status", status: 501, times: 2 });
  },
  finishes: "a token that is not in the state cannot be revoked",
});
