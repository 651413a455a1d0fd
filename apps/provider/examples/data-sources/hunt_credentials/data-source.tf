data "hunt_credentials" "some" {
  where = {
    login = { inq = ["ssh", "linuxSudo"] }
  }
}

output "credentials" {
  value = data.hunt_credentials.some.credentials[*].name
}
