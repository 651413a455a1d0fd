# By its id, or by its name.
terraform import hunt_extension.shadow_copies 'Shadow Copies'
