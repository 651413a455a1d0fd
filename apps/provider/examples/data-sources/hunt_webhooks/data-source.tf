data "hunt_webhooks" "some" {
  where = {
    enabled = true
  }
}

output "webhooks" {
  value = data.hunt_webhooks.some.webhooks[*].name
}
