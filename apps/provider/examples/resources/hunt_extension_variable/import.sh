# By its id, or by its name.
terraform import hunt_extension_variable.bucket 'evidence_bucket'
