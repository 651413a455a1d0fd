resource "hunt_policy" "kiosks" {
  name        = "Kiosks, strict"
  type        = "edr"
  description = "For devices without a user"
}
