data "hunt_api_tokens" "mine" {
}

# Says so in each plan, and fails nothing.
check "no_token_expires_soon" {
  assert {
    condition     = alltrue([for token in data.hunt_api_tokens.mine.api_tokens : coalesce(token.days_left, 365) >= 1])
    error_message = "An API token expires within a day."
  }
}

output "next_to_expire" {
  value = data.hunt_api_tokens.mine.api_tokens[0].description
}
