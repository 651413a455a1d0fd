import {
  to = hunt_controller_group.branch_offices
  id = "Branch offices (Terraform)"
}
