data "hunt_extensions" "some" {
  where = {
    type   = "response"
    active = true
  }
}

output "extensions" {
  value = data.hunt_extensions.some.extensions[*].name
}
