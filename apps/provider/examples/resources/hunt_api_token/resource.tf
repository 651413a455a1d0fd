# A token that is replaced 30 days before it expires, and whose value goes into a file that nobody else can read.
# A command can take it instead: deliver_to_command = ["gh", "secret", "set", "HUNT_TOKEN", "--repo", "acme/website"]
resource "hunt_api_token" "deployments" {
  description        = "acme/website deployments"
  rotate_before_days = 30
  deliver_to_file    = "${path.module}/deployments.token"

  lifecycle {
    create_before_destroy = true
  }
}
