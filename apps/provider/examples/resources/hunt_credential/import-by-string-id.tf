import {
  to = hunt_credential.scanner
  id = "Linux scanner"
}
