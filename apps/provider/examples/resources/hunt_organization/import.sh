# Import by ID or name
terraform import hunt_organization.harbour 'Harbour authority'
