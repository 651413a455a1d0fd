data "hunt_organization" "schools" {
  name = "Copperfield Schools"
}

output "organization" {
  value = data.hunt_organization.schools.id
}
