# Import by ID or name
terraform import hunt_credential.scanner 'Linux scanner'
