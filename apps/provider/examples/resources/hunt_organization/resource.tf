resource "hunt_organization" "harbour" {
  name        = "Harbour authority"
  description = "Customer since 2026"
}
