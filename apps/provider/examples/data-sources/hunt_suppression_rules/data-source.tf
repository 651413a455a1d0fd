data "hunt_suppression_rules" "some" {
  where = {
    path = { ilike = "%powershell%" }
  }
}

output "suppression_rules" {
  value = data.hunt_suppression_rules.some.suppression_rules[*].name
}
