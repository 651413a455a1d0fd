import {
  to = hunt_scan_schedule.nightly
  id = "Night shift"
}
