# The name, the type and the GUID are those of the script's header.
resource "hunt_extension" "shadow_copies" {
  body = file("${path.module}/shadow_copies.lua")
}
