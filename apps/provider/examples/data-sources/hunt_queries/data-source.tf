data "hunt_queries" "some" {
  where = {
    value = { like = "10.%" }
  }
}

output "queries" {
  value = data.hunt_queries.some.queries[*].name
}
