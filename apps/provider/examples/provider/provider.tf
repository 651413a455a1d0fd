terraform {
  required_providers {
    hunt = {
      source  = "huntkit/hunt"
      version = "~> 0.1"
    }
  }
}

# HUNT_INSTANCE and HUNT_TOKEN say which HUNT, and by which token.
provider "hunt" {
  max_concurrency = 4
  warn_days       = 30
}
