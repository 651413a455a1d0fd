data "hunt_locations" "newest" {
  order = ["name DESC"]
  limit = 3
}

output "locations" {
  value = data.hunt_locations.newest.locations[*].name
}
