data "hunt_webhooks" "some" {
  where = {
    url = { like = "https://%" }
  }
}

output "webhooks" {
  value = data.hunt_webhooks.some.webhooks[*].name
}
