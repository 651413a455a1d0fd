# Import by ID, or by the ID or name of its target group if that has one schedule
terraform import hunt_scan_schedule.nightly 'Night shift'
