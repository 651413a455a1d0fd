import {
  to = hunt_api_token.deployments
  id = "acme/website deployments"
}
