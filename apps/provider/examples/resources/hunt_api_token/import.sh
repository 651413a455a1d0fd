# By its id, or by its description.
terraform import hunt_api_token.deployments 'acme/website deployments'
