# By its id, or by its name.
terraform import hunt_controller_group.branch_offices 'Branch offices (Terraform)'
