data "hunt_location" "cork" {
  name = "Cork"
}

output "location" {
  value = data.hunt_location.cork.id
}
