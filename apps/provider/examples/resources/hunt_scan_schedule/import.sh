# By its id, or by the name of its target group, where that has one schedule.
terraform import hunt_scan_schedule.nightly 'Night shift'
