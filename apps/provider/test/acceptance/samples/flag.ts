import { sample } from "./sample.js";

export const flag = sample({
  type: "hunt_flag",
  route: "flags",
  minimal: { name: "Reviewed", color: "blue" },
  full: { name: "Reviewed", color: "blue", weight: 7 },
  changes: { name: "Looked at", color: "teal", weight: 3 },
  wrong: [
    [{ name: "" }, "name"],
    [{ color: "pink" }, "color"],
    [{ weight: 11 }, "weight"],
    [{ weight: -1 }, "weight"],
    [{ weight: 1.5 }, "weight"],
  ],
  twin: null,
  drift: { color: "red", weight: 1 },
});
