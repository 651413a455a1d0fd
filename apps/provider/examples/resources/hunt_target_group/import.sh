# By its id, or by its name.
terraform import hunt_target_group.web_servers 'Web servers'
