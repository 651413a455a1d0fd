data "hunt_location" "lyon" {
  name = "Lyon servers"
}

data "hunt_policy_assignments" "lyon" {
  location_id = data.hunt_location.lyon.id
}

output "policies" {
  value = data.hunt_policy_assignments.lyon.policy_assignments[*].policy_name
}
