resource "hunt_suppression_rule" "backup" {
  name        = "Backup agent"
  description = "Reads every file at night, and that is its work"
  path        = "C:\\Program Files\\Backup\\agent.exe"
}
