data "hunt_query" "cork" {
  name = "Network of Cork servers"
}

output "query" {
  value = data.hunt_query.cork.id
}
