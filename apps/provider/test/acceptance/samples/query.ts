import { sample, uuid } from "./sample.js";

export const query = sample({
  type: "hunt_query",
  route: "queries",
  minimal: { name: "Offices", value: "10.0.0.0/16" },
  full: {
    name: "Offices",
    value: "10.0.0.0/16",
    target_group_id: uuid(1),
    credential_id: uuid(1),
    ssh_credential_id: uuid(1),
  },
  changes: {
    name: "Laboratories",
    value: "10.1.0.0/16",
    target_group_id: uuid(2),
    credential_id: uuid(2),
    ssh_credential_id: uuid(2),
  },
  references: {
    target_group_id: "hunt_target_group",
    credential_id: "hunt_credential",
    ssh_credential_id: "hunt_credential",
  },
  wrong: [
    [{ name: "" }, "name"],
    [{ value: " " }, "value"],
    [{ target_group_id: "Servers" }, "target_group_id"],
    [{ credential_id: "Scanner" }, "credential_id"],
    [{ ssh_credential_id: "Scanner" }, "ssh_credential_id"],
  ],
});
