# The token is created when it is needed, and revoked at the end of the operation.
ephemeral "hunt_api_token" "short" {
  description = "one run of the pipeline"
}

# A provider that uses this token.
provider "hunt" {
  alias = "short"
  token = ephemeral.hunt_api_token.short.token
}

data "hunt_current_user" "short" {
  provider = hunt.short
}
