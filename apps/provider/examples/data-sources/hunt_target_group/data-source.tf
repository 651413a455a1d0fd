data "hunt_target_group" "cork" {
  name = "Cork servers"
}

output "target_group" {
  value = data.hunt_target_group.cork.id
}
