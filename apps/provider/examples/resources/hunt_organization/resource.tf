resource "hunt_organization" "harbour" {
  name = "Harbour authority"
}
