# By its id, or by its name.
terraform import hunt_suppression_rule.backup 'Backup agent'
