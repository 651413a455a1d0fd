resource "hunt_rule" "encoded_powershell" {
  name        = "Encoded PowerShell"
  short       = "PowerShell with an encoded command"
  description = "Attackers hide what they run behind -EncodedCommand."
  body        = "process.commandLine == iregex(\" -e(nc)? \")"
  severity    = "high"
}
