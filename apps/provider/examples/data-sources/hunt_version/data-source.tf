data "hunt_version" "this" {
}

output "version" {
  value = data.hunt_version.this.server_version
}
