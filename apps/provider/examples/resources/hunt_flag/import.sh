# Import by ID or name
terraform import hunt_flag.low_priority 'Low priority'
