import { sample } from "./sample.js";

export const organization = sample({
  type: "hunt_organization",
  route: "Organizations",
  minimal: { name: "Harbour Foods" },
  full: { name: 'Harbour with ${no} template, %{no} directive, "quotes" and a ☂' },
  changes: { name: "Harbour Drinks" },
  wrong: [[{ name: "" }, "name"]],
});
