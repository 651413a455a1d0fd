# By its id, or by its name.
terraform import hunt_location.pier 'Pier 4'
