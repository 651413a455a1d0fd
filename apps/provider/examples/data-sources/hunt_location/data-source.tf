data "hunt_location" "cork" {
  name = "Cork servers"
}

output "location" {
  value = data.hunt_location.cork.id
}
