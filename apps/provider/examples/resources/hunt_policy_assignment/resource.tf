resource "hunt_policy" "tellers" {
  name = "Tellers, strict"
  type = "edr"
}

resource "hunt_device_group" "tellers" {
  name = "Tellers"
}

resource "hunt_organization" "bank" {
  name = "Riverside Bank"
}

resource "hunt_policy_assignment" "tellers" {
  policy_id       = hunt_policy.tellers.id
  device_group_id = hunt_device_group.tellers.id
  organization_id = hunt_organization.bank.id
}
