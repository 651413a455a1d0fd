data "hunt_controller_groups" "all" {
}

output "controller_groups" {
  value = data.hunt_controller_groups.all.controller_groups[*].name
}
