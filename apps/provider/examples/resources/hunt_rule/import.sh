# By its id, or by its name.
terraform import hunt_rule.encoded_powershell 'Encoded PowerShell'
