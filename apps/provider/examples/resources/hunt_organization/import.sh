# By its id, or by its name.
terraform import hunt_organization.harbour 'Harbour authority'
