data "hunt_extension_variables" "some" {
  where = {
    type = "string"
  }
}

output "extension_variables" {
  value = data.hunt_extension_variables.some.extension_variables[*].name
}
