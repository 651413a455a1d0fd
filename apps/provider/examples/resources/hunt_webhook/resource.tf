resource "hunt_webhook" "chat" {
  name = "Chat of the blue team"
  url  = "https://hooks.example.com/hunt"
}
