# Import by ID or name
terraform import hunt_policy.kiosks 'Kiosks, strict'
