data "hunt_target_group" "cork" {
  name = "Cork servers"
}

data "hunt_scan_schedule" "cork" {
  target_group_id = data.hunt_target_group.cork.id
}

output "cork_is_scanned" {
  value = data.hunt_scan_schedule.cork.cron
}
