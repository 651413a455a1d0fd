# By its id, or by its name.
terraform import hunt_webhook.chat 'Chat of the blue team'
