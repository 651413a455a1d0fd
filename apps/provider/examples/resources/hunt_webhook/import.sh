# Import by ID or name
terraform import hunt_webhook.chat 'Chat of the blue team'
