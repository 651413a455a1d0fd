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
    allow_new_type: true,
    force_destroy: true,
  },
  changes: {
    name: "Info screens",
    description: "For info screens",
    active: true,
    disabled: false,
    allow_new_type: false,
    force_destroy: false,
  },
  replacements: { type: { type: "av" } },
  wrong: [
    [{ name: " " }, "name"],
    [{ type: "" }, "type"],
  ],
  unread: ["allow_new_type", "force_destroy"],
  drift: { name: "Changed by hand", active: true, disabled: false, description: "Changed by hand, too" },
});
