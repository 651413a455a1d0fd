data "hunt_rule" "miner" {
  name = "Known cryptocurrency miner"
}

output "rule" {
  value = data.hunt_rule.miner.id
}
