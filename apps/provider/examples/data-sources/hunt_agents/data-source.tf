data "hunt_agents" "some" {
  where = {
    and = [
      { active = true },
      { os = { ilike = "%windows%" } },
    ]
  }
  order = ["hostname"]
  limit = 100
}

output "agents" {
  value = data.hunt_agents.some.agents[*].hostname
}
