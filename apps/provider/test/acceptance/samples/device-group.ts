import { sample } from "./sample.js";

export const deviceGroup = sample({
  type: "hunt_device_group",
  route: "DeviceGroups",
  minimal: { name: "Laptops" },
  full: { name: "Laptops", description: "All %{laptops}", device_type: "workstation", force_destroy: true },
  changes: { name: "Notebooks", description: "All", device_type: "server", force_destroy: false },
  wrong: [[{ name: "" }, "name"]],
  unread: ["force_destroy"],
  drift: { name: "Changed by hand", deviceType: "server" },
});
