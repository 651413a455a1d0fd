# Import by ID or name
terraform import hunt_extension.shadow_copies 'Shadow Copies'
