output "days_left" {
  value = provider::hunt::days_until("2030-01-01T00:00:00Z", plantimestamp())
}
