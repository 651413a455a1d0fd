data "hunt_scan_schedules" "some" {
  where = {
    cron = { like = "% 1" }
  }
}

output "scan_schedules" {
  value = data.hunt_scan_schedules.some.scan_schedules[*].cron
}
