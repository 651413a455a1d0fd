resource "hunt_target_group" "night_shift" {
  name = "Night shift"
}

resource "hunt_scan_schedule" "nightly" {
  target_group_id = hunt_target_group.night_shift.id
  cron            = "30 2 * * *"

  options {
    process   = true
    autostart = true
    network   = true
  }
}
