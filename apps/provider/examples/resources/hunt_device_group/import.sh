# Import by ID or name
terraform import hunt_device_group.laptops 'Laptops'
