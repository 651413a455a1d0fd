data "hunt_alerts" "some" {
  where = {
    severity = { inq = ["high", "critical"] }
    archived = false
  }
  order = ["created_on DESC"]
  limit = 20
}

output "alerts" {
  value = data.hunt_alerts.some.alerts[*].name
}
