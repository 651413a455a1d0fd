data "hunt_controller_group" "default" {
  name = "Controller Group 1"
}

output "controller_group" {
  value = data.hunt_controller_group.default.id
}
