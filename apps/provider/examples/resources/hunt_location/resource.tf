resource "hunt_organization" "port" {
  name = "Port of the east"
}

resource "hunt_location" "pier" {
  name            = "Pier 4"
  organization_id = hunt_organization.port.id
}
