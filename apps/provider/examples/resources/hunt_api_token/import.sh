# Import by ID or description
terraform import hunt_api_token.deployments 'acme/website deployments'
