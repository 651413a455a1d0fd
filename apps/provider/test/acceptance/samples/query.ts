import { sample } from "./sample.js";
import { credentialIds, targetGroupIds } from "./seeded-ids.js";

export const query = sample({
  type: "hunt_query",
  route: "queries",
  minimal: { name: "Offices", value: "10.0.0.0/16" },
  full: {
    name: "Offices",
    value: "10.0.0.0/16",
    target_group_id: targetGroupIds[0],
    credential_id: credentialIds[0],
    ssh_credential_id: credentialIds[0],
  },
  changes: {
    name: "Laboratories",
    value: "10.1.0.0/16",
    target_group_id: targetGroupIds[1],
    credential_id: credentialIds[1],
    ssh_credential_id: credentialIds[1],
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
