variable "scanner_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

# The password is not stored in a plan or state. To send a new password, change the version.
resource "hunt_credential" "scanner" {
  name                = "Linux scanner"
  username            = "svc-hunt"
  login               = "ssh"
  password_wo         = var.scanner_password
  password_wo_version = 1
}
