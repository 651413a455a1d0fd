# By its id, or by its name.
terraform import hunt_credential.scanner 'Linux scanner'
