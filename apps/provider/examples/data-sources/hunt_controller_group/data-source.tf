data "hunt_controller_group" "default" {
  name = "Default"
}

output "controller_group" {
  value = data.hunt_controller_group.default.id
}
