# By its id, or by its name.
terraform import hunt_flag.low_priority 'Low priority'
