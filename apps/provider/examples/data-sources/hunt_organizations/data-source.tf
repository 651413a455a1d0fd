data "hunt_organizations" "all" {
  order = ["name"]
}

output "organizations" {
  value = data.hunt_organizations.all.organizations[*].name
}
