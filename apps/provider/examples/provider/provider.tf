terraform {
  required_providers {
    hunt = {
      source  = "huntkit/hunt"
      version = "~> 0.1"
    }
  }
}

# Set the environment variables HUNT_INSTANCE and HUNT_TOKEN.
provider "hunt" {
  max_concurrency = 4
  warn_days       = 30
}
