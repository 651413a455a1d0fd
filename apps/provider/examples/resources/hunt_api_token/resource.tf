# The token is replaced 30 days before it expires. Its value is written to a file that only its owner can read.
# To pass the value to a command instead: deliver_to_command = ["gh", "secret", "set", "HUNT_TOKEN", "--repo", "acme/website"]
resource "hunt_api_token" "deployments" {
  description        = "acme/website deployments"
  rotate_before_days = 30
  deliver_to_file    = "${path.module}/deployments.token"

  lifecycle {
    create_before_destroy = true
  }
}
