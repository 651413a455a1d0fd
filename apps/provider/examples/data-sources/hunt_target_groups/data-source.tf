data "hunt_target_groups" "some" {
  where = {
    name = { like = "%servers" }
  }
  order = ["name"]
}

output "target_groups" {
  value = data.hunt_target_groups.some.target_groups[*].name
}
