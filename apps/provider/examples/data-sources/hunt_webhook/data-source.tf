data "hunt_webhook" "archive" {
  name = "Archive"
}

output "webhook" {
  value = data.hunt_webhook.archive.id
}
