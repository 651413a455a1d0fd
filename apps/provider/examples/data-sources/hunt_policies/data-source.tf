data "hunt_policies" "off" {
  where = {
    disabled = true
  }
}

output "policies" {
  value = data.hunt_policies.off.policies[*].name
}
