import { sample } from "./sample.js";

export const controllerGroup = sample({
  type: "hunt_controller_group",
  route: "ControllerGroups",
  minimal: { name: "Head office" },
  full: { name: "Head office" },
  changes: { name: "Branch offices, north" },
  wrong: [[{ name: " " }, "name"]],
});
