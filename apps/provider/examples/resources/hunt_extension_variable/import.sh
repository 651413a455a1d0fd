# Import by ID or name
terraform import hunt_extension_variable.bucket 'evidence_bucket'
