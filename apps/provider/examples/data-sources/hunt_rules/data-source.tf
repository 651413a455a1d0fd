data "hunt_rules" "some" {
  where = {
    severity = { inq = ["high", "critical"] }
  }
}

output "rules" {
  value = data.hunt_rules.some.rules[*].name
}
