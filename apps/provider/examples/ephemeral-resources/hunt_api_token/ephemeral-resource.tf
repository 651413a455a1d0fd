# Made when something needs it, and revoked at the end.
ephemeral "hunt_api_token" "short" {
  description = "one run of the pipeline"
}

# A provider that works by that token.
provider "hunt" {
  alias = "short"
  token = ephemeral.hunt_api_token.short.token
}

data "hunt_current_user" "short" {
  provider = hunt.short
}
