import { sample, uuid } from "./sample.js";

// The IDs are those of records of the sandbox, because a plan looks them up.
const antivirus = "0c8504b4-dd8a-4e54-bfc3-b3606c77a467";
const strictAntivirus = "30cce8b6-87bf-45ad-a71b-a3128bce69a3";
const workstations = "d5efbcce-65d5-4dd0-8b51-b81750d520ee";
const kiosks = "011de19c-452d-4749-aaac-1f08c01ea8aa";
const locations: readonly string[] = [
  "f9658f9d-86e5-4256-840a-4dbf4baeeeea",
  "5d1a31a4-593c-45fd-bc4f-898fcc8106ab",
  "fc8535c5-6cc0-4265-94ac-14d641fe6d27",
  "0a5ac0ff-78ed-448a-a534-6339839cde50",
  "6853b980-bc7a-4b09-9cdb-315dc37840b5",
  "7d96095d-66cc-441f-9e38-4b4bbc7cb969",
  "b271abdf-f142-4f42-8dde-73633b169b3e",
  "50553b87-f827-42e0-8905-5e2f267f2c64",
  "b5c5db54-2597-4801-9581-152ebd5f06e1",
  "eb61f89f-e96a-4338-b9c3-fdedf2225378",
  "6b7b88db-bcfd-4406-aefe-4ea9b9faf475",
  "316875fc-59dc-4811-a27b-faec15641b7e",
];
const [location, otherLocation] = locations;

export const policyAssignment = sample({
  type: "hunt_policy_assignment",
  route: "PolicyAssignments",
  pathOf: ({ locationId }) => `Locations/${String(locationId)}/policyAssignments`,
  creation: "POST Locations/*/policyAssignments",
  minimal: { policy_id: strictAntivirus, location_id: location },
  full: { policy_id: strictAntivirus, location_id: location, device_group_id: kiosks },
  changes: { policy_id: antivirus, device_group_id: workstations },
  replacements: { location_id: { location_id: otherLocation } },
  references: {
    policy_id: "hunt_policy",
    device_group_id: "hunt_device_group",
    location_id: "hunt_location",
  },
  wrong: [
    [{ policy_id: "Servers" }, "policy_id"],
    [{ device_group_id: "Kiosks" }, "device_group_id"],
    [{ location_id: "Lyon servers" }, "location_id"],
    [{ location_id: null, organization_id: "Lakeside Foods" }, "organization_id"],
    [{ organization_id: uuid(1) }, "location_id"],
    [{ location_id: null }, "organization_id"],
  ],
  nth: (number) => ({ location_id: locations[number] }),
  names: ["policy_id"],
  twin: { location_id: otherLocation },
  // The relation has no PATCH. The tests of the resource change an assignment in HUNT.
  drift: {},
  failMidway: async ({ sandbox }) => {
    const match = "GET Locations/*/policyAssignments";
    sandbox.faults.add({ match, kind: "status", status: 501, skip: 1 });
    await Promise.resolve();
  },
});
