# The name, type, and GUID come from the header of the script.
resource "hunt_extension" "shadow_copies" {
  body = file("${path.module}/shadow_copies.lua")
}
