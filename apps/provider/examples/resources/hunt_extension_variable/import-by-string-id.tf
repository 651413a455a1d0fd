import {
  to = hunt_extension_variable.bucket
  id = "evidence_bucket"
}
