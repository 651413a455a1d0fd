import {
  to = hunt_suppression_rule.backup
  id = "Backup agent"
}
