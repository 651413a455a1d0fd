import { sample } from "./sample.js";

export const organization = sample({
  type: "hunt_organization",
  route: "Organizations",
  minimal: { name: "Harbour Foods" },
  full: {
    name: "Harbour Foods",
    description: 'A customer with ${no} template, %{no} directive,\n"quotes" and a ☂',
  },
  changes: { name: "Harbour Drinks", description: "Another customer" },
  wrong: [[{ name: "" }, "name"]],
});
