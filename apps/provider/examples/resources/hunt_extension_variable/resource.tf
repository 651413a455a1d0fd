resource "hunt_extension_variable" "bucket" {
  name  = "evidence_bucket"
  value = "evidence-2026"
}

# The secret is not stored in a plan or state. To send a new secret, change the version.
variable "bucket_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "hunt_extension_variable" "bucket_key" {
  name             = "evidence_bucket_key"
  type             = "secret"
  value_wo         = var.bucket_key
  value_wo_version = 1
}
