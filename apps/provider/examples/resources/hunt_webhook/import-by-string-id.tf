import {
  to = hunt_webhook.chat
  id = "Chat of the blue team"
}
