import { sample } from "./sample.js";

export const organization = sample({
  type: "hunt_organization",
  route: "Organizations",
  minimal: { name: "Harbour Foods" },
  full: {
    name: 'Harbour with ${no} template, %{no} directive, "quotes" and a ☂',
    force_destroy: true,
  },
  changes: { name: "Harbour Drinks", force_destroy: false },
  unread: ["force_destroy"],
  wrong: [[{ name: "" }, "name"]],
});
