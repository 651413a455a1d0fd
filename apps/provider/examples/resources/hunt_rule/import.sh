# Import by ID or name
terraform import hunt_rule.encoded_powershell 'Encoded PowerShell'
