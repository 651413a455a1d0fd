# Import by ID or name
terraform import hunt_controller_group.branch_offices 'Branch offices (Terraform)'
