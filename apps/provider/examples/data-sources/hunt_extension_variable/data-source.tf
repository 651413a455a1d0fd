data "hunt_extension_variable" "debug" {
  name = "debug"
}

output "extension_variable" {
  value = data.hunt_extension_variable.debug.id
}
