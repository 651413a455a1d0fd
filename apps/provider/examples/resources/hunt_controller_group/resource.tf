resource "hunt_controller_group" "branch_offices" {
  name = "Branch offices (Terraform)"
}
