import {
  to = hunt_rule.encoded_powershell
  id = "Encoded PowerShell"
}
