data "hunt_extension" "isolation" {
  name = "Host Isolation"
}

output "extension" {
  value = data.hunt_extension.isolation.id
}
