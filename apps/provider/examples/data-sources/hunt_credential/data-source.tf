data "hunt_credential" "scanner" {
  name = "Domain scanner"
}

output "credential" {
  value = data.hunt_credential.scanner.id
}
