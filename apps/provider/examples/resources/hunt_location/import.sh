# Import by ID or name
terraform import hunt_location.pier 'Pier 4'
