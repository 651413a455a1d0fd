import { sample } from "./sample.js";

export const policy = sample({
  type: "hunt_policy",
  route: "Policies",
  minimal: { name: "Kiosks", type: "edr" },
  full: {
    name: "Kiosks",
    type: "edr",
    description: 'For "${kiosks}"',
    active: false,
    disabled: true,
    force_destroy: true,
  },
  changes: {
    name: "Info screens",
    description: "For info screens",
    active: true,
    disabled: false,
    force_destroy: false,
  },
  replacements: { type: { type: "av" } },
  wrong: [
    [{ name: " " }, "name"],
    [{ type: "" }, "type"],
  ],
  unread: ["force_destroy"],
  drift: { name: "Changed by hand", active: true, disabled: false, description: "Changed by hand, too" },
});
