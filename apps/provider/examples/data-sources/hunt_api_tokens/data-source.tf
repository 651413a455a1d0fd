data "hunt_api_tokens" "mine" {
}

# A failed check is a warning, and does not stop the run.
check "no_token_expires_soon" {
  assert {
    condition     = alltrue([for token in data.hunt_api_tokens.mine.api_tokens : coalesce(token.days_left, 365) >= 1])
    error_message = "An API token expires within a day."
  }
}

output "next_to_expire" {
  value = data.hunt_api_tokens.mine.api_tokens[0].description
}
