resource "hunt_target_group" "night_shift" {
  name = "Night shift"
}

resource "hunt_scan_schedule" "nightly" {
  target_id = hunt_target_group.night_shift.id
  schedule  = "30 2 * * *"

  options = {
    process   = true
    autostart = true
    network   = true
  }
}
