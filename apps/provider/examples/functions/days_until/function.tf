data "hunt_api_tokens" "mine" {
}

locals {
  expiry_dates = compact(data.hunt_api_tokens.mine.api_tokens[*].expires_at)
}

# Use the function in a check. An output would change every day.
check "no_token_expires_today" {
  assert {
    condition     = alltrue([for date in local.expiry_dates : provider::hunt::days_until(date, plantimestamp()) >= 1])
    error_message = "An API token expires within a day."
  }
}
