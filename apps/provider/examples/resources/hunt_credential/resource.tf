variable "scanner_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

# The password is in no state or plan. Change the version to send another one.
resource "hunt_credential" "scanner" {
  name                = "Linux scanner"
  username            = "svc-hunt"
  login               = "ssh"
  password_wo         = var.scanner_password
  password_wo_version = 1
}
