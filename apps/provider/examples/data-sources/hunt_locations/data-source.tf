data "hunt_locations" "newest" {
  order = ["created_on DESC"]
  limit = 3
}

output "locations" {
  value = data.hunt_locations.newest.locations[*].name
}
