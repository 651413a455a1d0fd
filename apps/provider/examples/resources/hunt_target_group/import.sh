# Import by ID or name
terraform import hunt_target_group.web_servers 'Web servers'
