data "hunt_scan_schedules" "some" {
  where = {
    enabled = true
  }
}

output "scan_schedules" {
  value = data.hunt_scan_schedules.some.scan_schedules[*].schedule
}
